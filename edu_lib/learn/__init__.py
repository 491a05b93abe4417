"""Predictions, quizzes, cases and beliefs, and the journal in which a student's own answers are kept."""
