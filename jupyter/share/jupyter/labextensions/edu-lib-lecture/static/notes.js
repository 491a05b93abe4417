// The lecturer's second window: notes of the slide that is shown, what comes next, the clock. It turns the slides, too.
window.eduLectureNotes = (deck) => {
  const LOOKS = `
    :root{color-scheme:light dark}
    body{margin:0;font:22px/1.5 system-ui,sans-serif}
    header,nav{display:flex;flex-wrap:wrap;gap:6px 24px;align-items:baseline;padding:10px 20px;background:color-mix(in srgb,canvastext 8%,canvas)}
    header strong{font-size:26px}
    h1{font-size:26px;margin:0 0 10px}
    main{padding:16px 20px;max-width:62ch}
    p{margin:0 0 .7em;white-space:pre-line}
    aside{padding:0 20px 16px;max-width:72ch;font-size:18px}
    button{font:inherit;font-size:18px;padding:6px 18px}
    :focus-visible{outline:3px solid #0072b2;outline-offset:2px}`;
  let win = null;
  let clock = 0;
  const open = () => Boolean(win && !win.closed);
  const time = (ms) => `${Math.floor(ms / 60000)}:${String(Math.floor((ms / 1000) % 60)).padStart(2, '0')}`;

  function build() {
    const d = win.document;
    d.documentElement.lang = 'en';
    d.head.replaceChildren(Object.assign(d.createElement('style'), { textContent: LOOKS }));
    d.title = 'Speaker notes';
    d.body.innerHTML = `<header><strong id="place"></strong><span id="kept"></span><span id="clock"></span></header>
      <main aria-live="polite"><h1></h1><div id="notes"></div></main><aside id="next"></aside>
      <nav><button id="back">Back</button><button id="on">Forward</button><button id="short"></button><button id="again">Time from 0:00</button></nav>`;
    const press = (id, act) => d.getElementById(id).addEventListener('click', act);
    press('back', () => deck.go(-1));
    press('on', () => deck.go(1));
    press('short', deck.short);
    press('again', () => { deck.again(); tick(); });
    d.addEventListener('keydown', (event) => {
      const onButton = event.target.tagName === 'BUTTON' && event.key === ' ';
      if (event.key !== 'Escape' && event.key !== 'n' && !onButton) deck.pressed(event, false);
    });
  }

  function tick() {
    const now = deck.now();
    if (!open() || !now) return;
    const words = new Date().toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
    win.document.getElementById('clock').textContent = `${words}, running ${time(Date.now() - now.began)}`;
  }

  function show() {
    const now = deck.now();
    if (!open() || !now) return;
    const d = win.document;
    const put = (id, words) => { d.getElementById(id).textContent = words; };
    put('place', now.number ? `Slide ${now.number} of ${now.of}` : 'Not in the ten-minute version');
    put('kept', now.short ? 'the ten-minute version' : now.kept ? 'also in the ten-minute version' : '');
    put('short', now.short ? 'All slides' : 'Ten-minute version');
    put('next', now.next ? `Next: ${now.next}${now.nextNotes ? `. ${now.nextNotes}` : ''}` : 'This is the last slide.');
    d.querySelector('h1').textContent = now.heading;
    d.getElementById('notes').replaceChildren(...(now.notes || 'No notes for this slide.').split(/\n\s*\n/).map((part) =>
      Object.assign(d.createElement('p'), { textContent: part })));
    tick();
  }

  return {
    show,
    open() {
      if (!open()) {
        win = window.open('', 'edu-lecture-notes', 'popup,width=900,height=700');
        if (!win) return deck.say('The browser keeps the notes window closed: allow pop-up windows for this page.');
        build();
        clearInterval(clock);
        clock = setInterval(tick, 1000);
      }
      win.focus();
      return show();
    },
    close() {
      clearInterval(clock);
      if (open()) win.close();
      win = null;
    },
  };
};
