package io.omne.conversations.adapter.rules;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import io.omne.conversations.adapter.rules.text.Sentence;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Names of people in sentences, and the roles that they are introduced with.
final class People {

    private static final String WORD = "\\p{Lu}[\\p{L}\\p{M}'-]{1,30}+";
    private static final String FULL_NAME =
            "(?:(?:Dr|Prof|Mr|Mrs|Ms)\\.? )?" + WORD + "(?: (?:\\p{Lu}\\. |van |von |de |da )?" + WORD + "){1,2}";

    private static final Pattern NAME = Pattern.compile("(?<![\\p{L}\\p{M}'])(?:(?:Dr|Prof|Mr|Mrs|Ms)\\.? )?(?<name>"
            + WORD + "(?: (?:van |von |de |da )?" + WORD + "){0,2})");

    private static final String ROLE =
            "(?:(?:[\\p{L}-]{2,20} ){0,3}(?:manager|lawyer|accountant|dentist|doctor|landlord|landlady|plumber"
                    + "|electrician"
                    + "|ceo|cto|cfo|coo|head|director|teacher|contact|assistant|agent|boss|consultant|therapist"
                    + "|tutor|coach|vet"
                    + "|adviser|advisor|representative|rep|designer|developer|engineer|secretary|supervisor"
                    + "|nanny|babysitter|mechanic"
                    + "|gardener|cleaner|neighbou?r|pediatrician|paediatrician|physiotherapist|nurse|lead|owner"
                    + "|counsel))\\b";

    private static final Pattern INTRODUCED = Pattern.compile("^(?<name>" + FULL_NAME
            + ") is (?:(?i:now |still )?)(?:(?i:our|my|the|their|your|his|her) )(?i:new )?(?i:" + ROLE + ")");

    private static final Pattern PRESENTED = Pattern.compile("\\b(?i:our|my|your) (?i:new )?(?i:" + ROLE
            + ")(?i:'s name)? is (?i:now |called )?(?<name>" + FULL_NAME + "|(?:Dr|Mr|Mrs|Ms|Prof)\\.? " + WORD + ")");

    /// Words with a capital letter that begin a sentence or are no person.
    private static final Set<String> NO_NAMES = Set.of("""
            The This That Please Send Call Email Mail Error Order Ticket Invoice Room Thanks Thank Hi Hello \
            Hey Dear Best Kind You We My Our Your It If Phone Mobile Tel Fax Contact Support Customer Number \
            New Monday Tuesday Wednesday Thursday Friday Saturday Sunday Just Reach For In On At And But So \
            Ok Okay Yes No Sales Service Hotline Office Reservation Booking Tracking Text Write Use Google \
            Meeting Help Team Account Address He She They His Her Their Ask Tell Ping Ring Talk Speak \
            Message Meet See Visit Forward Invite Add Cc Reply Or Also San IP Serial Ref Reference Id ID \
            Code Pin PIN Case IBAN Model Version Zip Total""".split(" "));

    private static final Pattern SIGN = Pattern.compile("(?:'s\\b|:|,| \\(| at\\b| on\\b)");

    private static final int FARTHEST = 45;

    private static final Pattern NOT_PERSONS =
            Pattern.compile("\\b(?:city|capital|company|place|country|river|best)\\b", CASE_INSENSITIVE);

    private People() {}

    /// The name nearest before this place in the sentence; null if there is none.
    static @Nullable String named(Sentence it, int before) {
        String nearest = null;
        for (Matcher name = NAME.matcher(it.shadow()); name.find() && name.start() < before; ) {
            String plain = plain(name.group("name"));
            boolean isFull = plain.contains(" ") || isSingled(it, name);
            if (isFull && !plain.isEmpty() && name.end() <= before && before - name.end() < FARTHEST) {
                nearest = plain;
            }
        }
        return nearest;
    }

    /// A single word with a capital letter may be no name; these signs behind it say that it is.
    private static boolean isSingled(Sentence it, Matcher name) {
        boolean isGenitive = name.group("name").endsWith("'s");
        return isGenitive
                || SIGN.matcher(it.shadow())
                        .region(name.end(), it.shadow().length())
                        .lookingAt();
    }

    /// Without a first word that is no name, and without the ending of a genitive.
    private static String plain(String name) {
        String plain = name;
        while (!plain.isEmpty() && NO_NAMES.contains(plain.split(" ", 2)[0])) {
            int space = plain.indexOf(' ');
            plain = space < 0 ? "" : plain.substring(space + 1);
        }
        return plain.endsWith("'s") ? plain.substring(0, plain.length() - 2) : plain;
    }

    static boolean isIntroducedIn(Sentence it) {
        Matcher introduced = INTRODUCED.matcher(it.shadow());
        Matcher presented = PRESENTED.matcher(it.shadow());
        if (introduced.find()) {
            return !NO_NAMES.contains(introduced.group("name").split(" ", 2)[0])
                    && !NOT_PERSONS.matcher(it.shadow()).find();
        }
        return presented.find() && !Doubts.isForeignOrGuessed(it, presented.start());
    }
}
