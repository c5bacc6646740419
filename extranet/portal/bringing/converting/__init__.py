"""The child process that reads foreign documents: started and ended by supervisor.py, imports nothing of the house.

worker.py     one request a line, one answer a line
markdown.py   cleaned HTML to the Markdown that pages are written in
pages.py      web pages and BookStack's books; plain.py Markdown as it is; word.py DOCX; open_document.py ODT
mediawiki.py, dokuwiki.py   the two wikis' own signs
archives.py   a zip unpacked within limits; dumps.py one file with many pages taken apart
limits.py     how much is too much
"""
