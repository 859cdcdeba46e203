package ai.openclaw.auth;

import ai.openclaw.base.CannotStart;
import ai.openclaw.base.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Encrypts what the database keeps and nobody who reads the database may know: AES-256-GCM under a
/// key derived from `OPENCLAW_SECRET_KEY`, or from a file in `OPENCLAW_HOME` that is made when it
/// is first needed. What was sealed with the file is opened also when the setting came later, and
/// so is what was sealed with `OPENCLAW_SECRET_OLD`: whoever keeps such things seals them anew when
/// the gateway starts. Gateways that share a database need the same `OPENCLAW_SECRET_KEY`.
@Component
public class SealedBox {

    private static final byte VERSION = 1;
    private static final int ID = 8;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom random = new SecureRandom();

    private final SecretFile file;
    private final @Nullable Key fromSetting;
    private final @Nullable Key old;
    private @Nullable Key fromFile;

    /// @throws CannotStart if the key that was set is too short
    SealedBox(SecretSettings settings, Home home) {
        this.file = new SecretFile(home.path().resolve("secret-key"));
        this.fromSetting = key("OPENCLAW_SECRET_KEY", settings.key());
        this.old = key("OPENCLAW_SECRET_OLD", settings.old());
    }

    private static @Nullable Key key(String setting, @Nullable String text) {
        if (text != null && text.length() < SecretSettings.SHORTEST) {
            throw new CannotStart(
                    setting + " is shorter than " + SecretSettings.SHORTEST + " characters.",
                    "Set it to what `openssl rand -base64 32` prints, or leave it out.");
        }
        return text == null ? null : Key.of(text);
    }

    /// What was sealed cannot be opened here.
    public static final class CannotOpen extends Exception {
        private static final long serialVersionUID = 1L;

        CannotOpen(String message) {
            super(message);
        }
    }

    /// A key, and how sealed texts say that it was this one.
    private record Key(String id, SecretKey key) {

        static Key of(String text) {
            try {
                var derivation =
                        HKDFParameterSpec.ofExtract()
                                .addIKM(text.getBytes(StandardCharsets.UTF_8))
                                .thenExpand(
                                        "openclaw sealed box 1".getBytes(StandardCharsets.UTF_8),
                                        32);
                var key = KDF.getInstance("HKDF-SHA256").deriveKey("AES", derivation);
                var hash = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
                return new Key(HexFormat.of().formatHex(hash, 0, ID), key);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        /// Without what is secret.
        @Override
        public String toString() {
            return "Key";
        }
    }

    /// @param context what it is and whose, such as `webhook/0197…`; it is opened with the same one
    ///   alone, so that nobody can put one sealed text in another's place
    public byte[] seal(byte[] plain, String context) {
        var key = present();
        var nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            var sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, context).doFinal(plain);
            return ByteBuffer.allocate(1 + ID + NONCE + sealed.length)
                    .put(VERSION)
                    .put(HexFormat.of().parseHex(key.id()))
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot seal", e);
        }
    }

    /// The same, sealed with the present key.
    ///
    /// @return empty if it is already
    /// @throws CannotOpen as [#open] does
    public Optional<byte[]> renewed(byte[] sealed, String context) throws CannotOpen {
        return isSealed(sealed) && id(sealed).equals(present().id())
                ? Optional.empty()
                : Optional.of(seal(open(sealed, context), context));
    }

    private Key present() {
        return fromSetting == null ? fileKey() : fromSetting;
    }

    private static boolean isSealed(byte[] text) {
        return text.length >= 1 + ID + NONCE && text[0] == VERSION;
    }

    private static String id(byte[] sealed) {
        return HexFormat.of().formatHex(sealed, 1, 1 + ID);
    }

    /// @throws CannotOpen if it was sealed with a key that this gateway does not have, or was
    ///   changed
    public byte[] open(byte[] sealed, String context) throws CannotOpen {
        if (!isSealed(sealed)) {
            throw new CannotOpen("This is not a sealed text.");
        }
        var nonce = Arrays.copyOfRange(sealed, 1 + ID, 1 + ID + NONCE);
        var key = key(id(sealed));
        try {
            return cipher(Cipher.DECRYPT_MODE, key, nonce, context)
                    .doFinal(Arrays.copyOfRange(sealed, 1 + ID + NONCE, sealed.length));
        } catch (GeneralSecurityException e) {
            throw new CannotOpen("The sealed text was changed.");
        }
    }

    private Key key(String id) throws CannotOpen {
        if (fromSetting != null && fromSetting.id().equals(id)) {
            return fromSetting;
        }
        if (old != null && old.id().equals(id)) {
            return old;
        }
        var own = fileKey();
        if (own.id().equals(id)) {
            return own;
        }
        throw new CannotOpen(
                "It was sealed with another key: gateways that share a database need the same"
                        + " OPENCLAW_SECRET_KEY.");
    }

    private static Cipher cipher(int mode, Key key, byte[] nonce, String context)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key.key(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private synchronized Key fileKey() {
        if (fromFile == null) {
            try {
                var kept = file.read();
                if (kept.isPresent()) {
                    fromFile = Key.of(kept.get());
                } else {
                    String fresh = ApiTokens.random(32);
                    file.write(fresh);
                    fromFile = Key.of(fresh);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot use " + file.path(), e);
            }
        }
        return fromFile;
    }
}
