"""The loop under the benchmark peers: a command per line in, a measurement per line out.

    {"op": "sign", "seconds": 0.2}   →   {"op": "sign", "ns": 31250.5, "calls": 6400}
    {"op": "list"}                   →   {"ops": ["sign", …]}

The program under measurement and its peer run turn by turn in this way, so that both see the same machine.
Whatever else a command holds is passed to the operation's preparation, which is not measured. An operation
that has `facts`, a dictionary, gets them into its answer.
"""

import json
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any

Operation = Callable[[], object]
Preparation = Callable[[dict[str, Any]], Operation]


def serve(preparations: Mapping[str, Preparation]) -> None:
    """Answers commands until the input ends."""
    for line in sys.stdin:
        if not line.strip():
            continue
        try:
            command = json.loads(line)
            if command["op"] == "list":
                answer: dict[str, Any] = {"ops": sorted(preparations)}
            else:
                operation = preparations[command["op"]](command)
                facts = getattr(operation, "facts", {})
                measured = measure(operation, float(command.get("seconds", 0.2)))
                answer = {"op": command["op"], **measured, **facts}
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


def measure(operation: Operation, seconds: float) -> dict[str, float]:
    """Nanoseconds for one call: the mean over batches that together take about `seconds`."""
    operation()
    batch, elapsed = 1, 0
    # A batch long enough that reading the clock does not count.
    while elapsed < 1_000_000:
        batch *= 2
        elapsed = _timed(operation, batch)
    calls, total = 0, 0
    while total < seconds * 1e9:
        total += _timed(operation, batch)
        calls += batch
    return {"ns": total / calls, "calls": calls}


def _timed(operation: Operation, calls: int) -> int:
    start = time.perf_counter_ns()
    for _ in range(calls):
        operation()
    return time.perf_counter_ns() - start
