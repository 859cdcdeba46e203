package ai.openclaw.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openclaw.base.Ids;
import ai.openclaw.sandbox.Image;
import ai.openclaw.sandbox.ImageUnavailable;
import ai.openclaw.sandbox.Marks;
import ai.openclaw.sandbox.PullPolicy;
import ai.openclaw.sandbox.TestImages;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Pulls from a registry on loopback that stops half way.
class ImagesTest {

    private final DockerClient docker = TestImages.docker();
    private final List<String> progress = new CopyOnWriteArrayList<>();
    private TinyRegistry registry;

    @BeforeEach
    void openRegistry() throws IOException {
        registry = new TinyRegistry();
    }

    @AfterEach
    void removeImage() throws IOException {
        registry.close();
        try {
            docker.removeImageCmd(registry.image()).withForce(true).exec();
        } catch (NotFoundException e) {
            // This test did not want it whole.
        }
        docker.close();
    }

    @Test
    void imageIsPulledOnceForAllWhoWaitAndPinnedByItsDigest() throws Exception {
        var images = images(Duration.ofMinutes(1));
        var first = prepare(images);
        registry.half.get(30, TimeUnit.SECONDS);
        var second = prepare(images);
        assertThat(second).isNotDone();

        registry.release();

        var expected =
                new Image(
                        registry.image(), registry.repository() + "@" + registry.manifestDigest());
        assertThat(first.get(60, TimeUnit.SECONDS)).isEqualTo(expected);
        assertThat(second.get(60, TimeUnit.SECONDS)).isEqualTo(expected);
        assertThat(registry.layerRequests).hasValue(1);
        assertThat(progress).contains("Pulling " + registry.image());
        assertThat(images.facts(expected)).isEqualTo(new ImageProbe.Facts(true, true, true));
    }

    @Test
    void interruptEndsThePullThatNobodyElseWaitsFor() throws Exception {
        var images = images(Duration.ofMinutes(1));
        var interrupted = new CompletableFuture<Boolean>();
        var waiter =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                images.prepare(registry.image(), progress::add);
                                interrupted.complete(false);
                            } catch (InterruptedException e) {
                                interrupted.complete(true);
                            } catch (ImageUnavailable e) {
                                interrupted.completeExceptionally(e);
                            }
                        });
        registry.half.get(30, TimeUnit.SECONDS);

        waiter.interrupt();

        assertThat(interrupted.get(5, TimeUnit.SECONDS)).isTrue();
        registry.dropped.get(30, TimeUnit.SECONDS);
    }

    @Test
    void silentRegistryIsGivenUp() throws Exception {
        var images = images(Duration.ofSeconds(1));

        assertThatThrownBy(() -> images.prepare(registry.image(), progress::add))
                .isInstanceOf(ImageUnavailable.class)
                .hasMessageContaining(registry.image())
                .hasMessageContaining("said nothing");
    }

    @Test
    void imageThatTheRegistryDoesNotHaveIsNamed() throws Exception {
        String missing = registry.repository() + "-not:1";

        assertThatThrownBy(() -> images(Duration.ofMinutes(1)).prepare(missing, progress::add))
                .isInstanceOf(ImageUnavailable.class)
                .hasMessageContaining(missing);
        assertThatThrownBy(() -> images(Duration.ofMinutes(1)).prepare("No Name", progress::add))
                .isInstanceOf(ImageUnavailable.class)
                .hasMessage("'No Name' is no name of an image");
    }

    @Test
    void whatMayNotBePulledIsNotAskedFor() {
        var images = images(PullPolicy.NEVER, Duration.ofMinutes(1));

        assertThatThrownBy(() -> images.prepare(registry.image(), progress::add))
                .isInstanceOf(ImageUnavailable.class)
                .hasMessageContainingAll(registry.image(), "OPENCLAW_IMAGES_PULL");
        assertThat(registry.layerRequests).hasValue(0);
    }

    @Test
    void everyTimeMeansAgainAndADigestIsEnoughOnce() throws Exception {
        registry.release();
        var images = images(PullPolicy.ALWAYS, Duration.ofMinutes(1));
        var first = images.prepare(registry.image(), progress::add);
        progress.clear();

        assertThat(images.prepare(registry.image(), progress::add)).isEqualTo(first);
        assertThat(progress).contains("Pulling " + registry.image());
        progress.clear();
        assertThat(images.prepare(first.pinned(), progress::add).pinned())
                .isEqualTo(first.pinned());
        assertThat(progress).isEmpty();
    }

    private CompletableFuture<Image> prepare(Images images) {
        var result = new CompletableFuture<Image>();
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        result.complete(images.prepare(registry.image(), progress::add));
                    } catch (Exception e) {
                        result.completeExceptionally(e);
                    }
                });
        return result;
    }

    private Images images(Duration silence) {
        return images(PullPolicy.MISSING, silence);
    }

    private Images images(PullPolicy policy, Duration silence) {
        var address = DockerAddress.parse(TestImages.dockerHost(), System.getenv());
        var calls = new DockerCalls(address);
        var labels = new Labels(new Marks(Ids.next(), Ids.next()));
        var leftovers = new Leftovers(docker, calls, labels);
        var probe =
                new ImageProbe(
                        docker, new Archives(address, calls), labels, Set.of(), leftovers::remove);
        return new Images(docker, calls, probe, policy, silence);
    }
}
