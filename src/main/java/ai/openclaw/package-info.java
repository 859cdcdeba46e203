/// OpenClaw, a room per feature. Which room may know which others is in each one's `package-info`
/// and drawn in `docs/architecture.md`.
@NullMarked
package ai.openclaw;

import org.jspecify.annotations.NullMarked;
