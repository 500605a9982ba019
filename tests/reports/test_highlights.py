from evals.reports.highlights import highlighted

ANSWER = "The lease was lost. So Prefect ended the run."


def test_a_quotation_is_a_piece_of_its_own_and_nothing_of_the_answer_is_lost() -> None:
    found = highlighted(ANSWER, {1: ["the lease was lost"]}).pieces
    assert [(piece.text, piece.cited) for piece in found] == [
        ("The lease was lost", (1,)),
        (". So Prefect ended the run.", ()),
    ]


def test_quotations_that_overlap_share_what_they_have_in_common() -> None:
    found = highlighted(ANSWER, {1: ["lease was lost. So"], 2: ["lost. So Prefect"]}).pieces
    assert [(piece.text, piece.cited, piece.begins) for piece in found] == [
        ("The ", (), ()),
        ("lease was ", (1,), (1,)),
        ("lost. So", (1, 2), (2,)),
        (" Prefect", (2,), ()),
        (" ended the run.", (), ()),
    ]


def test_a_quotation_within_another_ends_before_it() -> None:
    found = highlighted(ANSWER, {1: [ANSWER], 2: ["Prefect"]}).pieces
    assert [(piece.text, piece.cited) for piece in found] == [
        ("The lease was lost. So ", (1,)),
        ("Prefect", (1, 2)),
        (" ended the run.", (1,)),
    ]


def test_typography_and_markdown_do_not_hide_a_quotation() -> None:
    found = highlighted("It \u201cwas\u201d\n**the lease**.", {1: ['"was" the Lease']}).pieces
    assert [piece.text for piece in found if piece.cited] == ["\u201cwas\u201d\n**the lease"]


def test_a_quotation_that_is_not_in_the_answer_is_named() -> None:
    found = highlighted(ANSWER, {1: ["out of memory"], 2: ["the run"]})
    assert found.missing == {1: ("out of memory",)}
    assert [piece.text for piece in found.pieces if piece.cited] == ["the run"]


def test_an_empty_quotation_marks_nothing() -> None:
    assert all(not piece.cited for piece in highlighted(ANSWER, {1: [""]}).pieces)


def test_an_empty_answer_has_no_pieces() -> None:
    assert highlighted("", {1: ["the run"]}).pieces == ()
