"""Annex 2 and Annex 4 of the statement of 28 August 2001, as printed: the figures that the plugin has to reproduce."""

ANNEX_2 = """\
Development area,"National, County or Local",Infrastructure or programme,Cross function process,Cost benefit,Immediate impact,Business ownership,Chance of success,Metrics in place,Infrastructure and software in place,Work processes being used,Minimal people change,Total
BPR – joined up processes,C,P,Y,5,3,2,3,2,2,3,2,22
CRM,C,P,Y,3,4,4,3,3,2,2,3,24
Telephones,L and integrated,I,Y,4,3,1,2,3,2,1,3,19
Call centres,L and integrated,I/P,Y,4,3,3,3,3,3,3,2,24
Document and records management,C,P,Y,2,1,1,2,2,1,2,2,13
Standards,N,I,Y,3,3,2,3,3,3,2,4,23
Security / authentication,N,I,Y,4,3,2,3,3,2,3,4,24
Emergency Planning,C,I/P,Y,5,4,4,4,3,3,3,3,29
Community Safety (2010),C,P,Y,3,3,3,3,3,2,2,3,22
Recruitment (2010),C,P,Y,4,3,4,4,3,2,2,3,25
Planning strategy,C,P,N,3,3,3,3,3,3,3,3,24
GIS,C within N,P,Y,2,2,2,2,2,2,2,3,17
Joint portal (life events),C within N,P,Y,3,4,3,4,2,3,3,4,26
Review of back office transaction processing,C,P,Y,5,2,2,3,2,2,3,2,21
Joint working on interoperability and infrastructure (including secure network links) across public and private partners,C,I,Y,3,3,3,4,2,3,2,4,24
Payments,C,P,Y,3,3,3,3,3,2,3,3,23
Leisure,C,P,Y,3,3,3,3,3,2,3,3,23
Fault reporting system,C/L,P,Y,3,3,2,2,3,2,3,2,20
Venue sourcing and booking,C,P,N,2,2,1,2,2,2,2,4,17
E-learning resources for ICT and soft skills areas,C,P,N,3,3,3,3,2,2,3,4,23
"""  # noqa: E501
TOTALS = [22, 24, 19, 24, 13, 23, 24, 29, 22, 25, 24, 17, 26, 21, 24, 23, 23, 20, 17, 23]
RISK_PRODUCTS = [81, 72, 72, 56, 48, 40, 35]
