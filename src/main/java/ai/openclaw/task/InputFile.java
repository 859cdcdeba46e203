package ai.openclaw.task;

import java.util.UUID;

/// A file of a request, checked as far as the request alone allows.
sealed interface InputFile {

    String path();

    @SuppressWarnings("ArrayRecordComponent") // passed on once, never compared
    record Inline(String path, byte[] content) implements InputFile {}

    record Uploaded(String path, UUID upload, boolean unpack) implements InputFile {}
}
