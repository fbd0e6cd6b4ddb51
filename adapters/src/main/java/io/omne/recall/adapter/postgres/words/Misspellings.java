package io.omne.recall.adapter.postgres.words;

import java.lang.Character.UnicodeScript;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The words that differ from a word by one letter: one more, one less, another one, or two that have changed places.
final class Misspellings {

    private static final int SHORTEST = 4;
    private static final int LONGEST = 20;

    /// The letters of folded words.
    private static final Map<UnicodeScript, String> ALPHABETS = Map.of(
            UnicodeScript.LATIN, "abcdefghijklmnopqrstuvwxyz",
            UnicodeScript.CYRILLIC, "абвгдежзиклмнопрстуфхцчшщъыьэюяієґђћ",
            UnicodeScript.GREEK, "αβγδεζηθικλμνξοπρσςτυφχψω",
            UnicodeScript.HEBREW, "אבגדהוזחטיךכלםמןנסעףפץצקרשת",
            UnicodeScript.ARABIC, "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةء");

    /// All words are read that have the first letters of a misspelt word.
    private static final int PREFIX = 2;

    /// Each misspelling of the first letters is looked up in each block, if that takes no more lookups. Else a misspelt
    /// word is found only if its first letters are right.
    private static final int MOST_LOOKUPS = 1_500;

    private Misspellings() {}

    /// What to read to find the misspellings of words.
    ///
    /// @param forms are looked up
    /// @param prefixes of which all forms are read
    record Lookups(Set<String> forms, Set<String> prefixes) {}

    /// @param words for which there are misspellings
    static Lookups lookups(Set<String> words, int blocks) {
        Set<String> prefixes = words.stream().map(it -> it.substring(0, PREFIX)).collect(Collectors.toSet());
        Set<String> forms = words.stream()
                .flatMap(it -> of(it).stream())
                .filter(it -> !prefixes.contains(it.substring(0, PREFIX)))
                .collect(Collectors.toCollection(HashSet::new));
        if (forms.size() * blocks > MOST_LOOKUPS) {
            forms.clear();
        }
        forms.addAll(prefixes);
        return new Lookups(forms, prefixes);
    }

    /// Whether a word has misspellings: not if it is too short or too long, or has something else than letters of one
    /// alphabet.
    static boolean existFor(String word) {
        String alphabet = alphabet(word);
        return word.length() >= SHORTEST
                && word.length() <= LONGEST
                && word.chars().allMatch(letter -> alphabet.indexOf(letter) >= 0);
    }

    private static String alphabet(String word) {
        return word.isEmpty() ? "" : ALPHABETS.getOrDefault(UnicodeScript.of(word.codePointAt(0)), "");
    }

    /// A new set, empty if there are none.
    ///
    /// @param word folded
    static Set<String> of(String word) {
        var others = new HashSet<String>();
        if (!existFor(word)) {
            return others;
        }
        String alphabet = alphabet(word);
        for (int i = 0; i <= word.length(); i++) {
            String before = word.substring(0, i);
            String rest = word.substring(i);
            alphabet.chars().forEach(letter -> others.add(before + (char) letter + rest));
            if (!rest.isEmpty()) {
                String behind = rest.substring(1);
                others.add(before + behind);
                alphabet.chars().forEach(letter -> others.add(before + (char) letter + behind));
                if (!behind.isEmpty()) {
                    others.add(before + behind.charAt(0) + rest.charAt(0) + behind.substring(1));
                }
            }
        }
        others.remove(word);
        return others;
    }
}
