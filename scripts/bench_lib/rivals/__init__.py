"""Other ways to do the job, each a program of its own. They print, as JSON, what they found."""
