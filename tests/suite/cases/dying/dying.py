"""What is asked does not matter: the evidence can't be reached any more."""


async def test_mcp_dies(simple_agent):
    async with simple_agent:
        await simple_agent.run("Why did my flow run crash?")


async def test_prefect_dies(simple_agent):
    async with simple_agent:
        await simple_agent.run("Why did my flow run crash?")
