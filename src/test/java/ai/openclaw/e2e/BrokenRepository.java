package ai.openclaw.e2e;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/// A small repository whose test fails, for agents to mend.
final class BrokenRepository {

    private static final String CALC =
            """
            def add(a, b):
                return a - b
            """;

    private static final String TEST =
            """
            import unittest
            from calc import add

            class CalcTest(unittest.TestCase):
                def test_add(self):
                    self.assertEqual(5, add(2, 3))

            unittest.main()
            """;

    /// What runs its test.
    static final String RUN = "cd /workspace/repo && python3 -B test_calc.py";

    /// What does so again, and leaves the file that is to be mended.
    static final String RUN_AND_LEAVE = RUN + " && cp calc.py ../out/";

    private BrokenRepository() {}

    /// Enqueues a task of this agent that has it to mend.
    static String mend(Api api, String agent) throws IOException {
        var upload = Api.expect(201, api.upload("application/x-tar", tar()));
        return api.submit(
                Map.of(
                        "agent",
                        agent,
                        "prompt",
                        "The test in repo fails. Mend it, and leave calc.py in out.",
                        "files",
                        List.of(
                                Map.of(
                                        "path",
                                        "repo",
                                        "upload",
                                        upload.get("id").asString(),
                                        "unpack",
                                        true))));
    }

    private static ByteArrayInputStream tar() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(out)) {
            for (var file : Map.of("calc.py", CALC, "test_calc.py", TEST).entrySet()) {
                byte[] bytes = file.getValue().getBytes(StandardCharsets.UTF_8);
                var entry = new TarArchiveEntry(file.getKey());
                entry.setSize(bytes.length);
                tar.putArchiveEntry(entry);
                tar.write(bytes);
                tar.closeArchiveEntry();
            }
        }
        return new ByteArrayInputStream(out.toByteArray());
    }
}
