package dev.holdfast.model.finding;

import java.util.ArrayList;
import java.util.List;

/** Gathers what an examination finds, in the order of its checks. */
public final class Findings {
    private final List<Finding> all = new ArrayList<>();

    public void well(String check, String sentence) {
        all.add(new Finding.Well(check, sentence));
    }

    /**
     * @param remedy what to do
     */
    public void warn(String check, String sentence, String remedy) {
        all.add(new Finding.Warning(check, sentence, remedy));
    }

    /**
     * @param remedy what to do
     */
    public void fail(String check, String sentence, String remedy) {
        all.add(new Finding.Problem(check, sentence, remedy));
    }

    /** Whether nothing was gathered yet. */
    public boolean isEmpty() {
        return all.isEmpty();
    }

    public List<Finding> all() {
        return List.copyOf(all);
    }
}
