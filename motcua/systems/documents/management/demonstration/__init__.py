"""What a demonstration signs with: the trial authority, the people and agencies it certified, and a year of documents."""
