"""The figures of the scores page, drawn alike on the screen and on paper."""
