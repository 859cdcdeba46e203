package ai.openclaw.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openclaw.base.CannotStart;
import ai.openclaw.base.Home;
import ai.openclaw.base.HomeSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedBoxTest {

    private static final String KEY = "a key that is long enough to be one, surely";
    private static final byte[] PLAIN = "whsec_x".getBytes(StandardCharsets.UTF_8);

    @TempDir Path folder;

    @Test
    void whatIsSealedIsOpenedAfterARestartAndInItsPlaceAlone() throws Exception {
        var sealed = box("a", null).seal(PLAIN, "webhook/1");
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("whsec");
        assertThat(box("a", null).open(sealed, "webhook/1")).isEqualTo(PLAIN);
        assertThatThrownBy(() -> box("a", null).open(sealed, "webhook/2"))
                .isInstanceOf(SealedBox.CannotOpen.class);
        sealed[sealed.length - 1] ^= 1;
        assertThatThrownBy(() -> box("a", null).open(sealed, "webhook/1"))
                .isInstanceOf(SealedBox.CannotOpen.class);
        var file = folder.resolve("a/secret-key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void gatewaysOfOneKeyOpenWhatTheOtherSealed() throws Exception {
        var sealed = box("a", KEY).seal(PLAIN, "x");
        assertThat(box("b", KEY).open(sealed, "x")).isEqualTo(PLAIN);
        assertThatThrownBy(() -> box("c", null).open(sealed, "x"))
                .hasMessageContaining("OPENCLAW_SECRET_KEY");
    }

    @Test
    void keyThatIsSetLaterStillOpensWhatTheFileSealed() throws Exception {
        var sealed = box("a", null).seal(PLAIN, "x");
        assertThat(box("a", KEY).open(sealed, "x")).isEqualTo(PLAIN);
    }

    @Test
    void shortKeyIsRefusedAndNoneIsShown() {
        assertThatThrownBy(() -> box("a", "short")).isInstanceOf(CannotStart.class);
        assertThat(new SecretSettings(KEY, null).toString()).doesNotContain("long enough");
    }

    private SealedBox box(String home, @Nullable String key) throws IOException {
        try (var held = new Home(new HomeSettings(folder.resolve(home)))) {
            return new SealedBox(new SecretSettings(key, null), held);
        }
    }
}
