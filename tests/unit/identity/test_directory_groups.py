"""Groups are found through nesting, circles end, and no directory can make the walk long."""

from extranet.identity.directory_groups import GROUPS, LEVELS, _walk


def chain(length):
    return {f"cn=g{number}": [f"cn=g{number + 1}"] for number in range(length)}


def parents_in(tree, asked):
    def parents(dn):
        asked.append(dn)
        return tree.get(dn, [])

    return parents


def test_groups_of_groups_are_found():
    tree = {"cn=inner": ["cn=middle"], "cn=middle": ["cn=outer"]}
    assert _walk(["cn=inner"], parents_in(tree, [])) == {"cn=inner", "cn=middle", "cn=outer"}


def test_a_circle_is_walked_once():
    asked = []
    assert _walk(["cn=a"], parents_in({"cn=a": ["cn=b"], "cn=b": ["CN=A"]}, asked)) == {"cn=a", "cn=b"}
    assert len(asked) == 2


def test_a_long_chain_is_cut():
    assert len(_walk(["cn=g0"], parents_in(chain(100), []))) == LEVELS


def test_a_wide_tree_is_cut():
    wide = [f"cn=w{number}" for number in range(1000)]
    assert len(_walk(wide, parents_in({}, []))) == GROUPS
