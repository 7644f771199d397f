"""What a study report says of one study, without Qt: the draft of its description, and everything that stands on its page."""
