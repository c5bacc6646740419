"""The benchmark: `python -m tests.bench` (`make bench`). docs/performance.md says how to read its report.

corpus.py    pages that no council wrote: same seed, same pages
served.py    a site of its own in a temporary folder, loaded, with its processes
bare.py      the bare Flask "hello" that is measured beside it
load.py      the load client: wrk when it is there, else sockets of our own
measures.py  what is measured, one function each
memory.py    proportional memory of a group of processes
profiled.py  where the time of a page view goes
report.py    the Markdown table and the JSON
"""
