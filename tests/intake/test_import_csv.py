"""Tables of tickets become cases; their columns are found by name and their dates by reason."""

from datetime import UTC, datetime

import pytest

TICKETS = """\
Ticket #,Customer Complaint,Date,Date_month_year,Time,Received Via,City,State,Zip code,Status
17,"Speed, and service",18-04-15,18-Apr-15,9:55:47 AM,Internet,Niederwalde,Wald,30101,Closed
18,Payment disappeared,04-08-15,04-Aug-15,10:22:56 PM,Customer Care Call,Oberwalde,Wald,30102,Open
"""


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def test_a_table_of_tickets_is_read_by_the_names_of_its_columns(import_table, case_of):
    result = import_table(TICKETS)
    assert result.exit_code == 0, result.output
    assert "2 cases with 2 posts were brought in" in result.output
    case, posts = case_of("17")
    assert (case.title, case.status) == ("Speed, and service", "declined")
    assert posts[0].body == "Speed, and service\n\nInternet · Niederwalde, Wald"
    assert case_of("18")[0].status == "new"


def test_unknown_columns_are_named_and_their_content_stays_behind(import_table, case_of):
    result = import_table(TICKETS)
    assert "Columns ignored: Date_month_year, Zip code." in result.output
    assert "30101" not in case_of("17")[1][0].body


def test_dates_that_a_spreadsheet_turned_round_are_read_as_they_were(import_table, case_of):
    result = import_table(TICKETS)
    assert "dates like 04-06-15 with the month first" in result.output
    assert case_of("17")[0].opened_at == at("2015-04-18T09:55:47+02:00")
    assert case_of("18")[0].opened_at == at("2015-04-08T22:22:56+02:00")


def test_a_german_table_from_a_spreadsheet_is_read_too(import_table, case_of):
    text = (
        "Nummer;Betreff;Beschreibung;Datum;Uhrzeit;Status;Kategorie\r\n"
        '5;Kein Anschluß;"Die Tür geht auf,\r\ndas Netz nicht.";'
        "03.02.2026;08:15;gelöst;Festnetz\r\n"
    )
    result = import_table(text, encoding="cp1252")
    assert result.exit_code == 0, result.output
    case, posts = case_of("5")
    assert (case.title, case.category.slug, case.language) == ("Kein Anschluß", "telephone", "de")
    assert posts[0].body == "Die Tür geht auf,\ndas Netz nicht."
    assert case.opened_at == at("2026-02-03T08:15:00+01:00")
    assert case.solved_by == "import"


def test_a_table_without_titles_takes_the_first_words_of_the_text(import_table, case_of):
    text = "word " * 60
    import_table(f"id,date_created,text_raw\n9,2026-01-02,{text}\n")
    case, posts = case_of("9")
    assert case.title.startswith("word word") and len(case.title) <= 150
    assert posts[0].body == text.strip()


def test_an_operator_can_name_the_columns(import_table, case_of):
    text = "ref,headline,when\n3,No light,2026-01-02 10:00\n"
    assert "No column for key, day, title or text" in import_table(text).output
    options = ["--column", "key=ref", "--column", "title=headline", "--column", "day=when"]
    assert import_table(text, *options).exit_code == 0
    assert case_of("3")[0].opened_at == at("2026-01-02T10:00:00+01:00")
    assert import_table(text, "--column", "colour=ref").exit_code == 2


def test_an_unknown_category_is_told_and_the_case_goes_to_the_default_one(import_table, case_of):
    result = import_table("id,title,date,category\n1,Glass,2026-01-02,Weather\n")
    assert result.exit_code == 0
    assert "category 'Weather' is not known here; 1 cases" in result.output
    assert case_of("1")[0].category.slug == "internet"


def test_bad_rows_are_listed_with_their_line_and_the_good_ones_go_in(import_table, count):
    text = (
        "id,title,date,status\n"
        '1,"a title\nof two lines",2026-01-02,open\n'
        "2,too,many,fields,2026-01-02\n"
        "3,no date,,open\n"
        "4,bad date,32.13.2026,open\n"
        "5,bad status,2026-01-02,sleepy\n"
        ",no number,2026-01-02,open\n"
        "6,good,2026-01-03,open\n"
    )
    result = import_table(text)
    assert result.exit_code == 1
    for line, reason in {
        4: "it has 5 fields and the header has 4",
        5: "it has no date",
        6: "'32.13.2026' is no date",
        7: "its status 'sleepy' is not known",
        8: "it has no ticket number",
    }.items():
        assert f"line {line}: not brought in, because {reason}" in result.output
    assert count() == (2, 2)


def test_a_second_run_adds_nothing_and_a_corrected_row_goes_in(import_table, count):
    bad = "id,title,date\n1,First,2026-01-02\n2,Second,someday\n"
    assert import_table(bad).exit_code == 1
    corrected = import_table(bad.replace("someday", "2026-01-03"))
    assert corrected.exit_code == 0
    assert "1 cases with 1 posts were brought in; 1 were here already." in corrected.output
    assert count() == (2, 2)


def test_a_table_of_tickets_that_came_as_threads_adds_none(import_table, import_threads, thread):
    import_threads(thread("17"), thread("18"), options=["--source", "tracker"])
    again = import_table(TICKETS, "--source", "tracker")
    assert "0 cases with 0 posts were brought in; 2 were here" in again.output


@pytest.mark.parametrize("text", ["", "\n\n", "just a sentence\n", '"never closed\n1,2\n'])
def test_what_is_no_table_is_refused_with_a_sentence(import_table, text):
    result = import_table(text)
    assert result.exit_code == 1
    assert "The file is empty." in result.output or "No column for" in result.output


@pytest.mark.parametrize("text", [b"\x00\xff\xfe\x00", b"\x89PNG\r\n\x1a\n\x00\x00"])
def test_what_is_no_text_is_refused_with_a_sentence(run, tmp_path, text):
    file = tmp_path / "picture.csv"
    file.write_bytes(text)
    result = run("import", "csv", file)
    assert result.exit_code == 1 and "No column for" in result.output
