package ai.openclaw.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    @Test
    void aCursorComesBackAsItWas() {
        var at = Instant.parse("2026-01-31T12:00:00.123456Z");
        var id = UUID.randomUUID();

        var back = Cursor.parse(Cursor.of(at, id, "größe").toString(), 3);

        assertThat(back.instant(0)).isEqualTo(at);
        assertThat(back.uuid(1)).isEqualTo(id);
        assertThat(back.text(2)).isEqualTo("größe");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "", "!!", "AAAA", "AAAAAAAA", "aGVsbG8gd29ybGQ"})
    void whatIsNotACursorIsRefusedAsSuch(String text) {
        refused(() -> Cursor.parse(text, 1));
    }

    @Test
    void aCursorThatWasChangedOrBelongsElsewhereIsRefused() {
        var cursor = Cursor.of("a", "b").toString();
        var last = cursor.charAt(cursor.length() - 1) == 'A' ? "Q" : "A";

        refused(() -> Cursor.parse(cursor.substring(0, cursor.length() - 1) + last, 2));
        refused(() -> Cursor.parse(cursor, 3));
        refused(() -> Cursor.parse(cursor, 2).uuid(0));
        refused(() -> Cursor.parse(cursor, 2).instant(1));
    }

    @Test
    void aPageEndsWithTheCursorOfItsLastRowIfMoreFollows() {
        var request = PageRequest.of("2", null, 1);

        var page = request.page(List.of("a", "b", "c"), Cursor::of);

        assertThat(request.rows()).isEqualTo(3);
        assertThat(page.items()).containsExactly("a", "b");
        var next = PageRequest.of(null, page.next(), 1);
        assertThat(Objects.requireNonNull(next.cursor()).text(0)).isEqualTo("b");
        assertThat(next.limit()).isEqualTo(50);
        assertThat(request.page(List.of("a", "b"), Cursor::of).next()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "501", "-1", "x", "1e1", "99999999999"})
    void aLimitOutOfBoundsIsRefused(String limit) {
        assertThatThrownBy(() -> PageRequest.of(limit, null, 1))
                .isInstanceOf(InvalidRequest.class)
                .hasMessageStartingWith("limit: ");
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(InvalidRequest.class)
                .hasMessageStartingWith("cursor: ");
    }
}
