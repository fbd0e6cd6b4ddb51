package io.omne.conversations.adapter.rules;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import io.omne.conversations.adapter.rules.text.Sentence;
import java.util.List;
import java.util.regex.Pattern;

/// Words with which people tell lasting things of themselves. Each begins its sentence or part of one.
final class OwnWords {

    /// What may be before them.
    static final String LEAD =
            "^(?:(?:and|but|so|also|well|ok|okay|btw|by the way|hi|hello|hey|actually|yes|yeah|no|oh|fyi"
                    + "|just so you know"
                    + "|as you know|for the record|sorry|thanks|note)[,:!]? ){0,3}";

    /// Words that go on with another thing: "I live in Graz and work at Foo".
    static final Pattern SECOND = Pattern.compile(
            "\\b(?:and|or|but) (?:also )?(?:work|live|study|teach|have|am|was|sometimes|in|at|for|my)\\b",
            CASE_INSENSITIVE);

    private static final String AM =
            "(?:i'm|im|i am) (?:also |now |still |actually |really |severely |very |highly |quite |mildly "
                    + "|a bit |strictly )?";

    private static final String RELATIVE =
            "(?:sons?|daughters?|child|children|kids?|brothers?|sisters?|siblings|twins|cats?|dogs?|horses?"
                    + "|rabbits?|parrots?"
                    + "|hamsters?|grandchildren|grandsons?|granddaughters?|allergy|allergies|garden|diabetes"
                    + "|asthma|adhd)";

    private static final String WORK =
            "(?:nurse|teacher|doctor|engineer|developer|programmer|student|lawyer|accountant|designer|writer|journalist"
                    + "|musician|chef|cook|carpenter|electrician|plumber|farmer|pilot|architect|scientist"
                    + "|researcher|professor|dentist|vet"
                    + "|pharmacist|photographer|baker|barista|librarian|translator|consultant|manager|analyst"
                    + "|psychologist|therapist|vegetarian"
                    + "|vegan|freelancer|pensioner|retiree|widow|widower|single (?:mum|mom|dad|parent)|diabetic"
                    + "|coeliac|celiac|morning person"
                    + "|night owl|paramedic|firefighter|police officer|social worker|waiter|waitress|mechanic"
                    + "|physicist|biologist)";

    private static final String KIN =
            "(?:wife|husband|partner|daughter|son|sister|brother|mother|father|mum|mom|dad|boyfriend|girlfriend"
                    + "|grandma|grandpa|aunt|uncle)";

    private static final List<Pattern> WORDS = List.of(
            of(AM
                    + "(?:allergic to(?! (?:your|this|that|people|mondays?|work)\\b)|intolerant to"
                    + "|(?:lactose|gluten)[- ]intolerant|gluten[- ]free|vegetarian|vegan|pescatarian"
                    + "|diabetic|asthmatic|colou?r[- ]?blind|left-handed|right-handed|dyslexic|pregnant"
                    + "|deaf|teetotal|a teetotaller"
                    + "|coeliac|celiac|kosher|retired|married|divorced|engaged|widowed"
                    + "|afraid of (?!the\\b|this\\b|that\\b)|bilingual)\\b(?! (?:mondays?)\\b)"),
            of(AM + "an? (?:[\\p{L}-]{2,20} ){0,2}" + WORK + "\\b"),
            of(AM + "\\d{1,3}(?: years old|$|[.!,]| and\\b| yo\\b)"),
            of("(?:i|we) (?:now |currently |still )?live (?:in|on|with|near|at)\\b(?! (?:constant|fear"
                    + "|hope|peace|denial|sin|pain)\\b)"),
            of("i(?:'ve| have) (?:just |recently )?moved to\\b"),
            of("(?:(?:i'm|im|i am|i come) (?:originally )?from|i was born (?:in|on)|i grew up in) (?!here"
                    + "|there|now|home|a\\b|the (?:past|future))\\S"),
            of("i (?:now |currently |still )?work (?:as|at|for|part[- ]time|full[- ]time|night"
                    + "|in)\\b(?! (?:home|this|that|it|your|the (?:moment|morning|evening)|all|progress)\\b)"),
            of("i (?:much |really |generally |usually |always |strongly )?prefer (?!not\\b|to not\\b"
                    + "|the\\b|this\\b|that\\b|it\\b|your\\b|if\\b|you\\b|these\\b|those\\b|option\\b)\\S"),
            of("i (?:really |absolutely |just )?(?:like|love|enjoy|hate(?! to\\b)|dislike|adore"
                    + "|can't stand|cannot stand|don't like|do not like|don't eat"
                    + "|don't drink|never eat|never drink|can't eat|cannot eat|only eat|only drink"
                    + "|collect|don't smoke|can't have)"
                    + " (?!your\\b|this\\b|that\\b|it\\b|its\\b|the\\b|how\\b|when\\b|what\\b|you\\b"
                    + "|him\\b|her\\b|them\\b|these\\b|those\\b|his\\b|their\\b"
                    + "|our\\b|my\\b|where\\b|why\\b|being\\b|(?:\\S+ ){0,3}(?:it|them|this|that"
                    + "|one)\\b|himm?\\w*|us\\b|seeing\\b|hearing\\b|any\\b|anything\\b"
                    + "|everything\\b|so\\b|to (?:say|see|hear|know|think)\\b)\\S"),
            of("i speak (?!too\\b|to\\b|with\\b|for\\b|up\\b|of\\b|about\\b)\\S|i play (?:the )?(?:piano"
                    + "|guitar|violin|drums|cello|flute|bass"
                    + "|football|tennis|chess|basketball|handball|volleyball|hockey|golf|saxophone"
                    + "|trumpet)\\b"),
            of("(?:i|we) (?:have|'ve got) (?:an? |one |two |three |four |five |no |\\d )(?:[\\p{L}-]{2,20} ){0,2}"
                    + RELATIVE + "\\b"),
            of("my (?:[\\p{L}-]{2,20} )?(?:daughter|son|sister|brother|partner|dog|cat|child|kid|baby"
                    + "|grandson|granddaughter|horse|aunt|uncle|cousin"
                    + "|grandma|grandpa|grandmother|grandfather|best friend|neighbou?r|roommate"
                    + "|flatmate)(?:'s name is| is called| is named|'s called) \\p{L}"),
            of("my (?:[\\p{L}-]{2,20} )?" + KIN
                    + " (?:is (?:also |severely |now )?(?:allergic to|vegetarian|vegan|diabetic|coeliac|celiac"
                    + "|lactose intolerant|an? [\\p{L} -]{0,30}" + WORK
                    + ")|lives in|works (?:at|for|as)|goes to school)\\b"),
            of("my (?:favou?rite (?!ones?\\b|parts?\\b|things?\\b)[\\p{L} -]{2,40}|hobb(?:y|ies)|pronouns"
                    + "|native language|mother tongue|hometown|home town|job) (?:is|are) (?!not\\b)\\S"));

    private OwnWords() {}

    private static Pattern of(String words) {
        return Pattern.compile(LEAD + "(?:" + words + ")", CASE_INSENSITIVE);
    }

    static boolean areIn(Sentence it) {
        return WORDS.stream().anyMatch(words -> words.matcher(it.shadow()).lookingAt());
    }
}
