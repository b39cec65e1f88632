package dev.holdfast.codec.seal;

import dev.holdfast.model.KeyId;
import dev.holdfast.model.object.KeyWrap;
import java.io.IOException;
import java.util.List;

/** Where an {@link Opener} finds the wraps of a content key that it meets for the first time. */
@FunctionalInterface
public interface KeyWraps {
    /**
     * May be asked again for the same key, and by several threads.
     *
     * @return those that are known, in any order; none if the key is not
     */
    List<KeyWrap> of(KeyId key) throws IOException;
}
