"""xAPI statements out: what people attended, completed and passed, as JSON lines for another system. xapi.py makes them."""
