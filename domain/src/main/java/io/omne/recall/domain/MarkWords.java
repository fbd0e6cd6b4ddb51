package io.omne.recall.domain;

import java.util.Set;

/// The words by which texts get marks, in lower case.
final class MarkWords {

    static final Set<String> FIRST_PERSON = words("""
            i my me mine we our ours us
            ich mich mir mein meine meinem meinen meiner meines wir uns unser unsere unserem unseren unserer unseres
            je moi mes mon ma nous notre nos yo mi mis nosotros nuestro nuestra nuestros nuestras
            io mio mia noi nostro nostra nostri nostre eu meu minha nós nosso nossa ik mijn wij ons onze
            я мой моя моё мне меня мы наш наша нас""");

    static final Set<String> TIMES = words("""
            yesterday today tomorrow tonight ago recently
            monday tuesday wednesday thursday friday saturday sunday
            mondays tuesdays wednesdays thursdays fridays saturdays sundays
            january february april june july august september october november december
            gestern heute morgen vorgestern übermorgen
            montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
            montags dienstags mittwochs donnerstags freitags samstags sonnabends sonntags
            januar februar märz mai juni juli oktober dezember""");

    static final Set<String> SHIFTS = words("""
            last next this every past few
            letzte letztem letzten letzter letztes nächste nächstem nächsten nächster nächstes
            vorige vorigem vorigen voriger voriges diese diesem diesen dieser dieses jede jedem jeden jeder jedes""");

    static final Set<String> SHIFTED = words("""
            day night morning evening week weekend month year spring summer fall autumn winter
            days nights mornings evenings weeks weekends months years
            tag woche wochenende monat jahr frühling sommer herbst""");

    static final Set<String> NUMBERS = words("a an one two three few");

    static final Set<String> COUNTED = words("hour day week month year hours days weeks months years");

    static final Set<String> COUNTED_GERMAN = words("""
            stunde stunden tag tage tagen woche wochen monat monate monaten jahr jahre jahren""");

    static final Set<String> BEFORE_MONTHS = words("in since until by");

    static final Set<String> AMBIGUOUS_MONTHS = words("may march");

    private MarkWords() {}

    private static Set<String> words(String words) {
        return Set.of(words.strip().split("\\s+"));
    }
}
