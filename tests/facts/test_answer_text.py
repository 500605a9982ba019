from evals.facts.answer_text import AnswerText, Surroundings


def around(answer: str, place: str) -> Surroundings:
    start = answer.index(place)
    return AnswerText(answer).around(start, start + len(place))


def test_blocks_and_spans_are_told_apart() -> None:
    text = AnswerText("a `b c`\n```bash\nd `e`\n```\n``f ` g``")
    assert [(block.language, block.text) for block in text.blocks] == [("bash", "d `e`\n")]
    assert [span.text for span in text.spans] == ["b c", "f ` g"]


def test_a_fence_that_is_never_closed_runs_to_the_end() -> None:
    (block,) = AnswerText("x\n~~~\nprefect gcl ls\n").blocks
    assert block.text == "prefect gcl ls\n"


def test_a_place_is_found_in_the_code_that_covers_it() -> None:
    text = AnswerText("a `b` c")
    assert text.span_at(3) is not None
    assert text.span_at(6) is None


def test_a_sentence_ends_with_its_stop() -> None:
    found = around("One. Two e.g. here X and there. Three is next. Four.", "X")
    assert found == Surroundings(
        before=" Two e.g. here ", after=" and there", following=" Three is next", lead=""
    )


def test_the_entries_of_a_list_are_sentences_and_have_a_lead() -> None:
    found = around("These don't exist:\n\n- `A`\n- `X`\n- `B`\n", "X")
    assert found == Surroundings(before="`", after="`", following="", lead="These don't exist:")


def test_a_paragraph_after_a_list_has_no_lead() -> None:
    assert around("These don't exist:\n\n- `A`\n\nUse X now.", "X").lead == ""


def test_a_line_of_a_block_is_a_sentence_and_the_line_above_the_block_its_lead() -> None:
    found = around("The log says:\n\n```\none\ntwo X three\nfour\n```\n", "X")
    assert found == Surroundings(before="two ", after=" three", following="", lead="The log says:")
