"""The officer's doors of the dossiers: today's work, the counter, one dossier and its acts, boards, papers to print."""
