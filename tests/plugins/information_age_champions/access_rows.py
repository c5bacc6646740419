"""Who is answered what by the Information Age Champions' plugin; read by tests/test_access_matrix.py.

The two plans of the starting content are there; the paths name their milestones, areas, risks and the rest. One path names no plan: whoever may
look for it is told so, 404. A form sent empty is answered 422 where the person may send it.
"""

from click.testing import CliRunner

from extranet_plugins.information_age_champions.cli import champions

ROWS = """
GET /-/champions                                                               303 200 200 200 200 200 200 404 303
GET /-/champions/e-services                                                    303 200 200 200 200 200 200 404 303
GET /-/champions/e-services.csv                                                303 200 200 200 200 200 200 404 303
GET /-/champions/e-services/councils/woking                                    303 200 200 200 200 200 200 404 303
GET /-/champions/e-services/councils/woking/1                                  303 403 403 403 403 403 200 404 303
POST /-/champions/e-services/councils/woking/1                                 303 403 403 403 403 403 303 404 303
GET /-/champions/e-services/import                                             303 403 403 403 403 403 200 404 303
POST /-/champions/e-services/import                                            303 403 403 403 403 403 422 404 303
POST /-/champions/e-services/snapshots                                         303 403 403 403 403 403 303 404 303
GET /-/champions/members                                                       303 200 200 200 200 200 200 404 303
GET /-/champions/members/1/change                                              303 403 403 403 403 403 404 404 303
POST /-/champions/members/1/change                                             303 404 404 404 404 404 404 404 303
POST /-/champions/members/1/end                                                303 404 404 404 404 404 404 404 303
GET /-/champions/members/new                                                   303 403 403 403 403 403 200 404 303
POST /-/champions/members/new                                                  303 403 403 403 403 403 422 404 303
GET /-/champions/plans/nothing                                                 303 404 404 404 404 404 404 404 303
GET /-/champions/plans/two-councils-2027                                       303 200 200 200 200 200 200 404 303
POST /-/champions/plans/two-councils-2027/answer                               303 403 403 403 403 403 403 404 303
GET /-/champions/plans/joint-plan-2001/areas/1                                 303 200 200 200 200 200 200 404 303
GET /-/champions/plans/joint-plan-2001/areas/1/box                             303 403 403 403 403 403 200 404 303
POST /-/champions/plans/joint-plan-2001/areas/1/box                            303 403 403 403 403 403 409 404 303
GET /-/champions/plans/joint-plan-2001/areas/1/change                          303 403 403 403 403 403 200 404 303
POST /-/champions/plans/joint-plan-2001/areas/1/change                         303 403 403 403 403 403 422 404 303
GET /-/champions/plans/joint-plan-2001/areas/1/remove                          303 403 403 403 403 403 200 404 303
POST /-/champions/plans/joint-plan-2001/areas/1/remove                         303 403 403 403 403 403 303 404 303
GET /-/champions/plans/joint-plan-2001/areas/1/score                           303 403 403 403 403 403 200 404 303
POST /-/champions/plans/joint-plan-2001/areas/1/score                          303 403 403 403 403 403 422 404 303
GET /-/champions/plans/joint-plan-2001/areas/new                               303 403 403 403 403 403 200 404 303
POST /-/champions/plans/joint-plan-2001/areas/new                              303 403 403 403 403 403 422 404 303
GET /-/champions/plans/two-councils-2027/change                                303 403 403 403 403 403 200 404 303
POST /-/champions/plans/two-councils-2027/change                               303 403 403 403 403 403 422 404 303
GET /-/champions/plans/two-councils-2027/commissions/1                         303 200 200 200 200 200 200 404 303
POST /-/champions/plans/two-councils-2027/commissions/1 sign-off               303 403 403 403 403 403 409 404 303
GET /-/champions/plans/two-councils-2027/commissions/new                       303 403 403 403 403 403 200 404 303
POST /-/champions/plans/two-councils-2027/commissions/new                      303 403 403 403 403 403 422 404 303
GET /-/champions/plans/joint-plan-2001/commitments/1                           303 200 200 200 200 200 200 404 303
POST /-/champions/plans/joint-plan-2001/commitments/1                          303 403 403 403 403 403 422 404 303
POST /-/champions/plans/joint-plan-2001/commitments/1/evidence/1/remove        303 403 403 403 403 403 303 404 303
GET /-/champions/plans/joint-plan-2001/commitments/new                         303 403 403 403 403 403 200 404 303
POST /-/champions/plans/joint-plan-2001/commitments/new                        303 403 403 403 403 403 422 404 303
GET /-/champions/plans/two-councils-2027/indicators/6                          303 200 200 200 200 200 200 404 303
GET /-/champions/plans/two-councils-2027/indicators/6/change                   303 403 403 403 403 403 200 404 303
POST /-/champions/plans/two-councils-2027/indicators/6/change                  303 403 403 403 403 403 422 404 303
GET /-/champions/plans/two-councils-2027/indicators/6/reading                  303 403 403 403 403 403 200 404 303
POST /-/champions/plans/two-councils-2027/indicators/6/reading                 303 403 403 403 403 403 422 404 303
GET /-/champions/plans/two-councils-2027/indicators/6/remove                   303 403 403 403 403 403 200 404 303
POST /-/champions/plans/two-councils-2027/indicators/6/remove                  303 403 403 403 403 403 303 404 303
GET /-/champions/plans/two-councils-2027/indicators/new                        303 403 403 403 403 403 200 404 303
POST /-/champions/plans/two-councils-2027/indicators/new                       303 403 403 403 403 403 422 404 303
GET /-/champions/plans/two-councils-2027/milestones/25                         303 200 200 200 200 200 200 404 303
GET /-/champions/plans/two-councils-2027/milestones/25/change                  303 403 403 403 403 403 200 404 303
POST /-/champions/plans/two-councils-2027/milestones/25/change                 303 403 403 403 403 403 422 404 303
GET /-/champions/plans/two-councils-2027/milestones/25/move                    303 403 403 403 403 403 200 404 303
POST /-/champions/plans/two-councils-2027/milestones/25/move                   303 403 403 403 403 403 422 404 303
GET /-/champions/plans/two-councils-2027/milestones/25/remove                  303 403 403 403 403 403 200 404 303
POST /-/champions/plans/two-councils-2027/milestones/25/remove                 303 403 403 403 403 403 303 404 303
GET /-/champions/plans/two-councils-2027/milestones/new                        303 403 403 403 403 403 200 404 303
POST /-/champions/plans/two-councils-2027/milestones/new                       303 403 403 403 403 403 422 404 303
GET /-/champions/plans/two-councils-2027/performance                           303 200 200 200 200 200 200 404 303
GET /-/champions/plans/joint-plan-2001/priorities                              303 200 200 200 200 200 200 404 303
GET /-/champions/plans/joint-plan-2001/priorities.csv                          303 200 200 200 200 200 200 404 303
GET /-/champions/plans/joint-plan-2001/priorities/import                       303 403 403 403 403 403 200 404 303
POST /-/champions/plans/joint-plan-2001/priorities/import                      303 403 403 403 403 403 422 404 303
GET /-/champions/plans/joint-plan-2001/quarters                                303 200 200 200 200 200 200 404 303
GET /-/champions/plans/joint-plan-2001/quarters/2001-Q3                        303 200 200 200 200 200 200 404 303
GET /-/champions/plans/nothing/quarters/2026-Q4/pdf                            303 404 404 404 404 404 404 404 303
GET /-/champions/plans/joint-plan-2001/risks                                   303 200 200 200 200 200 200 404 303
GET /-/champions/plans/joint-plan-2001/risks/1                                 303 403 403 403 403 403 200 404 303
POST /-/champions/plans/joint-plan-2001/risks/1                                303 403 403 403 403 403 422 404 303
GET /-/champions/plans/joint-plan-2001/risks/1/remove                          303 403 403 403 403 403 200 404 303
POST /-/champions/plans/joint-plan-2001/risks/1/remove                         303 403 403 403 403 403 303 404 303
GET /-/champions/plans/joint-plan-2001/risks/new                               303 403 403 403 403 403 200 404 303
POST /-/champions/plans/joint-plan-2001/risks/new                              303 403 403 403 403 403 422 404 303
POST /-/champions/plans/two-councils-2027/send                                 303 403 403 403 403 403 303 404 303
GET /-/champions/plans/joint-plan-2001/urgent                                  303 200 200 200 200 200 200 404 303
GET /-/champions/plans/two-councils-2027/workplan                              303 200 200 200 200 200 200 404 303
GET /-/champions/plans/two-councils-2027/workplan.svg                          303 200 200 200 200 200 200 404 303
GET /-/champions/plans/two-councils-2027/workplan/grid                         303 200 200 200 200 200 200 404 303
GET /-/champions/plans/two-councils-2027/workplan/print                        303 200 200 200 200 200 200 404 303
GET /-/champions/plans/new                                                     303 403 403 403 403 403 200 404 303
POST /-/champions/plans/new                                                    303 403 403 403 403 403 422 404 303
"""

BODIES = {"sign-off": {"data": {"step": "sign_off"}}}


def prepare(site, ids) -> None:
    """The plans of the starting content."""
    done = CliRunner().invoke(champions, ["load-plans"], obj=lambda: site)
    assert done.exit_code == 0, done.output
