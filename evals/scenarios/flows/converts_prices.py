"""A flow whose own code raises: one of its rows has no currency."""

import time
from typing import Any

from prefect import flow

RATES = {"EUR": 1.0, "USD": 0.92, "GBP": 1.17}


@flow(name="data-pipeline-00000000", log_prints=True)
def converts_prices(rows: int = 60, seconds_each: float = 0.02) -> None:
    total = 0.0
    for row in range(rows):
        record: dict[str, Any] = {"price": 10.0 + row, "currency": "EUR"}
        if row == rows - 1:
            del record["currency"]
        total += record["price"] * RATES[record["currency"]]
        if row % 20 == 0:
            print(f"Converted {row} rows")
        time.sleep(seconds_each)
    print(f"Total: {total:.2f} EUR")


if __name__ == "__main__":
    converts_prices()
