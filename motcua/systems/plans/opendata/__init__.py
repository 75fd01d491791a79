"""The plans' door for everybody's own use: files, a catalogue, a feed and plots to embed, at addresses that stay."""
