"""Many actions at once with asyncio, their logs as they come, and a deadline: run it beside `lit up`.

python async_actions.py [STATE]
"""

from __future__ import annotations

import asyncio
import sys

from lit_client import ActionFailed, AsyncLit, Network, Permission

CODE = """
(async () => {
  console.log(`squaring ${number}`);
  if (number === 5) throw new Error("five is not squared here");
  Lit.Actions.setResponse({ response: JSON.stringify(number * number) });
})();
"""


async def main() -> None:
    network = Network.local(sys.argv[1] if len(sys.argv) > 1 else None)
    async with AsyncLit.connect(network, timeout=30) as lit:
        session = await lit.session(Permission.execute_actions())

        async def square(number: int) -> int:
            result = await lit.execute(CODE, parameters={"number": number}, session=session, repeatable=True)
            return int(result.json())

        print("squares:", await asyncio.gather(*(square(number) for number in range(5))))

        async with lit.stream_action(CODE, parameters={"number": 12}, session=session) as run:
            async for text in run:
                print("a node logs:", text.strip())
            print("and the answer is", (await run.result()).json())

        try:
            await square(5)
        except ActionFailed as error:
            print("refused:", error.message)


if __name__ == "__main__":
    asyncio.run(main())
