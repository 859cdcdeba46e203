package ai.openclaw.auth;

import ai.openclaw.base.Problem;
import ai.openclaw.base.ProblemType;

/// What a program hears at the door.
final class Refusals {

    static final Problem NO_TOKEN =
            unauthorized("", "An API token is needed: Authorization: Bearer oc_…");

    static final Problem BAD_TOKEN =
            unauthorized(", error=\"invalid_token\"", "This API token is unknown or was revoked.");

    static final Problem NO_CSRF_TOKEN =
            Problem.of(
                    ProblemType.FORBIDDEN,
                    "With a session this request needs its CSRF token; with an API token it needs"
                            + " none.");

    static final Problem FOREIGN_PAGE =
            Problem.of(ProblemType.FORBIDDEN, "This request was sent by another site's page.");

    private Refusals() {}

    /// A 401 that says how to get in (RFC 6750, section 3).
    private static Problem unauthorized(String challenge, String detail) {
        return Problem.of(ProblemType.UNAUTHORIZED, detail)
                .withHeader("WWW-Authenticate", "Bearer realm=\"openclaw\"" + challenge);
    }
}
