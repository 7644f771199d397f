"""What a dataset is held against: label files, the folder, the audit."""
