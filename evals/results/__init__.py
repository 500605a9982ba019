"""What a run leaves behind and prints: records, transcripts, tables, without secrets."""
