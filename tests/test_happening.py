"""What a mention leaves out and other lines of its event tell."""

from makers import event, line, mention

from graph.happening import with_parties


def test_a_mention_takes_the_parties_that_its_own_line_names() -> None:
    named = {"ベネズエラ": "VE"}
    lines = [line("p:1", "米軍がベネズエラを攻撃した。", named), line("p:2", "攻撃を受けたベネズエラ。", named)]
    told = event("e1", mentions=(mention("p:1", agents=("army",), targets=("VE",)), mention("p:2")))
    (found,) = with_parties([told], lines, {("p:1", 0): "army"})
    first, second = found.mentions
    assert (first.agents, first.targets, first.event.reasons) == (("army",), ("VE",), ("test",))
    assert (second.agents, second.targets) == ((), ("VE",))  # who did it the second line does not say
    assert second.event.reasons[-1] == "誰に: 同じ出来事を伝える他の行から"


def test_nobody_gets_both_roles_of_a_mention() -> None:
    named = {"米国": "US", "中国": "CN"}
    lines = [line("p:1", "米国が中国と会談。", named), line("p:2", "中国が米国と会談。", named)]
    told = event("e1", mentions=(mention("p:1", agents=("US",), targets=("CN",)), mention("p:2", agents=("CN",))))
    (found,) = with_parties([told], lines, {})
    assert (found.mentions[1].agents, found.mentions[1].targets) == (("CN",), ())
