"""What did readers understand: quizzes made by the office, their anonymous counts, and the content they show to be missing."""
