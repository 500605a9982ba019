"""A flow that raises on a record that it can't parse, and quotes the record, as exceptions do."""

import json
import os

from prefect import flow


@flow(name="data-pipeline-00000000", log_prints=True)
def parses_records() -> None:
    # From the environment, because parameters are on the server, next to the run.
    pieces = 0
    for number, record in enumerate(json.loads(os.environ["PIPELINE_RECORDS"]), start=1):
        if not record.isdigit():
            raise ValueError(f"can't parse record {number}: {record!r}")
        pieces += int(record)
        print(f"Record {number}: order of {record} pieces")
    print(f"{pieces} pieces ordered")


if __name__ == "__main__":
    parses_records()
