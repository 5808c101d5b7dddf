"""The annual report on the web: the text with every number a link, and the records behind a number."""
