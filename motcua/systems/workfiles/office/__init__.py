"""The work files' door for officials: lists, a file, its acts, the year's list, hand-overs to the archive."""
