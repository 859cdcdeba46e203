package ai.openclaw.e2e;

/// The image that these tests run tasks in: the product's own, built by
/// `scripts/build-sandbox-image.sh`, which `scripts/test.sh` calls.
final class SandboxImage {

    private SandboxImage() {}

    /// Its name.
    ///
    /// @throws AssertionError if it is not there
    static String name() {
        var name = "openclaw-sandbox:local";
        EngineLedger.docker("image", "inspect", "--format", "{{.Id}}", name);
        return name;
    }
}
