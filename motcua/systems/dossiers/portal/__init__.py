"""The citizen's doors of the dossiers: applying, tracking by number, and one's own dossiers with their files."""
