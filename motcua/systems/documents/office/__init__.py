"""The documents' door for officials: lists, a document, its acts, many signatures at once, the books, the keys."""
