"""For instructors: exports of the quizzes to other systems, an assignment, and hand-outs."""
