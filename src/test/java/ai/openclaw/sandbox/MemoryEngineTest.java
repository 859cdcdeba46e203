package ai.openclaw.sandbox;

class MemoryEngineTest extends SandboxImageContract {

    private final MemoryEngine engine = new MemoryEngine().lacksImage("127.0.0.1:1/no/such:image");

    @Override
    protected SandboxEngine engine() {
        return engine;
    }

    @Override
    protected String image() {
        return "anything";
    }

    @Override
    protected void teach(Launch launch, MemoryEngine.Program program) {
        engine.runs(launch::equals, program);
    }
}
