"""Performance: indicators by quarter, BVPI 157, the statements of co-operation with their evidence, and commissions.

indicators.py    the register and its readings     chart.py  a series as a drawing
e_services.py    BVPI 157: services x interaction types for each council, and dated snapshots
commitments.py   statements of co-operation and the pages that show them kept
commissions.py   work asked of other groups, with due date and sign-off
store.py         all their tables                  model.py  what they are
"""
