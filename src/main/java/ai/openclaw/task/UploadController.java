package ai.openclaw.task;

import ai.openclaw.base.InvalidRequest;
import ai.openclaw.base.TooLarge;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// `POST /uploads`: the body is the file, whatever its length, and is never held in memory.
@RestController
class UploadController {

    private final Uploads uploads;
    private final TaskSettings settings;

    UploadController(Uploads uploads, TaskSettings settings) {
        this.uploads = uploads;
        this.settings = settings;
    }

    @PostMapping("/api/v1/uploads")
    @ResponseStatus(HttpStatus.CREATED)
    Upload upload(HttpServletRequest request) throws IOException {
        var kind = kind(request.getContentType());
        if (request.getContentLengthLong() > settings.uploadLimit().bytes()) {
            throw new TooLarge(
                    "body", "An upload may have at most " + settings.uploadLimit() + ".");
        }
        return uploads.store(request.getInputStream(), kind);
    }

    private static Uploads.Kind kind(@Nullable String contentType) {
        if (contentType == null) {
            return Uploads.Kind.FILE;
        }
        MediaType type;
        try {
            type = MediaType.parseMediaType(contentType);
        } catch (InvalidMediaTypeException e) {
            throw InvalidRequest.of("Content-Type", "is not a media type.");
        }
        return switch (type.getType() + "/" + type.getSubtype()) {
            case "application/x-tar", "application/tar" -> Uploads.Kind.TAR;
            case "application/gzip",
                    "application/x-gzip",
                    "application/x-gtar",
                    "application/x-gtar+gzip",
                    "application/x-tar+gzip",
                    "application/x-tgz" ->
                    Uploads.Kind.GZIPPED_TAR;
            // What a form sends is not the file itself, and may be gone before we see it.
            case "application/x-www-form-urlencoded", "multipart/form-data" ->
                    throw InvalidRequest.of(
                            "Content-Type",
                            "must say what the body is: application/x-tar, application/gzip (a"
                                    + " gzipped tar) or application/octet-stream; forms are not"
                                    + " taken.");
            default -> Uploads.Kind.FILE;
        };
    }
}
