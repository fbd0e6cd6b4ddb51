package io.omne.conversations.adapter.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.omne.conversations.application.extractor.ExtractedMemory;
import io.omne.conversations.application.extractor.ExtractedMemory.Fact;
import io.omne.memory.MemoryType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Each family of rules: what it finds, and what looks like it and is not.
class RulesExtractorFamiliesTest {

    @Test
    void readsAPromiseWithItsDate() {
        ExtractedMemory memory = Talk.only("I'll send the offer by Friday.");

        assertThat(memory.type()).isEqualTo(MemoryType.TASK);
        assertThat(memory.occurredAt()).isEqualTo(Instant.parse("2026-03-05T23:00:00Z"));
        assertThat(memory.fact()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "We decided to move.",
                "We've agreed on the red one.",
                "We'll go with Postgres.",
                "ok, let's go with option B",
                "Decision: no meetings on Fridays.",
                "It was decided that we close at noon.",
                "We decided not to renew the contract."
            })
    void readsDecisions(String content) {
        assertThat(Talk.types(content)).containsExactly(MemoryType.DECISION);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "We decided to leave tomorrow. | 2026-03-04T23:00:00Z",
                "We agreed to meet on Friday at 3pm. | 2026-03-06T14:00:00Z",
                "Decision: Tuesday deploys only. | -",
                "We decided that we close at noon on Fridays. | -"
            })
    void readsWhenADecisionTakesEffect(String content, @Nullable Instant at) {
        assertThat(Talk.only(content).occurredAt()).isEqualTo(at);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Did we decide to move?",
                "We haven't decided to move.",
                "If we decided to move, we'd need a van.",
                "Once we have decided on a van, I will know more.",
                "Maybe we'll go with Postgres.",
                "Tom said we'll go with Postgres.",
                "We decided to move, but that's off now.",
                "I decided to go for a run.",
                "Last year we decided to drive to Spain.",
                "Let's go with this approach!",
                "I'm going with my sister to Rome."
            })
    void takesNoOpenOrForeignDecision(String content) {
        assertThat(Talk.types(content)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TODO: call the bank",
                "- [ ] call the bank",
                "1. [ ] call the bank",
                "Remind me to call the bank",
                "Remind me tomorrow at 9 to call the bank",
                "Set a reminder for Friday 8am: call the bank",
                "The report is due on Friday.",
                "I'll call the bank tomorrow.",
                "We need to renew the passports by June.",
                "Can you send the figures by Friday?",
                "Please sign the form by Friday.",
                "I'll book the flights"
            })
    void readsTasks(String content) {
        assertThat(Talk.types(content)).containsExactly(MemoryType.TASK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- [x] call the bank",
                "I'll call it a day.",
                "I'll be there on Friday.",
                "I'll talk to you tomorrow!",
                "I'll call you later.",
                "I'll send it now",
                "Can you see the figures?",
                "Can you believe it rained on Friday?",
                "I could send it by Friday.",
                "I won't send it by Friday.",
                "Please let me know by Friday.",
                "ill in bed since Monday",
                "There is a TODO in the code.",
                "Remind me why I came.",
                "Is the report due on Friday?",
                "I'll get married on 5 June!",
                "Could you check what the weather is on Friday?",
                "I'll send it by Friday, said nobody.",
                "Ill talk to you tomorrow",
                "**Actions:** - Conduct an audit."
            })
    void takesNoSmallTalkForTasks(String content) {
        assertThat(Talk.types(content)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Dentist tomorrow 10:00 | 2026-03-05T09:00:00Z",
                "Meeting with Priya on Tuesday at 3pm. | 2026-03-10T14:00:00Z",
                "Flight on 12 May | 2026-05-11T23:00:00Z",
                "Call with Lisbon on March 6th at 9:30. | 2026-03-06T08:30:00Z",
                "Dinner with the Kellers on Saturday at 7. | 2026-03-07T18:00:00Z",
                "We're flying to Oslo on the 12th. | 2026-03-11T23:00:00Z",
                "The meeting moved from Friday to Monday at 10. | 2026-03-09T09:00:00Z",
                "Tom's meeting is on Friday at 3pm. | 2026-03-06T14:00:00Z",
                "The demo is at 3pm UTC on Friday. | 2026-03-06T15:00:00Z"
            })
    void readsAppointments(String content, Instant at) {
        ExtractedMemory memory = Talk.only(content);

        assertThat(memory.type()).isEqualTo(MemoryType.MEETING);
        assertThat(memory.occurredAt()).isEqualTo(at);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The meeting on Friday is cancelled.",
                "No meeting on Friday.",
                "Is the meeting on Friday?",
                "The meeting on Friday was long.",
                "If the meeting is on Friday, I'm out.",
                "Meeting every Friday at 10:00.",
                "We're having lunch today.",
                "Call me on Friday.",
                "Flight prices in May are crazy.",
                "A flight on Friday costs 300 euros.",
                "Good luck with the exam on Friday!",
                "After the workshop on 2 March, I feel better.",
                "The deadline of 12 June for the conference is near.",
                "I'm stuck between the workshop on Friday and a day off."
            })
    void takesNoOtherTalkOfDaysForAppointments(String content) {
        assertThat(Talk.types(content)).isEmpty();
    }

    @Test
    void readsTheAnswerToAQuestionForATime() {
        List<ExtractedMemory> memories = Talk.of(
                Talk.message("Anna", "What time is the demo tomorrow?"), Talk.message("Ben", "At 10:30, room 2"));

        assertThat(memories)
                .extracting(ExtractedMemory::content, ExtractedMemory::occurredAt)
                .containsExactly(tuple(
                        "Anna: What time is the demo tomorrow? Ben: At 10:30, room 2",
                        Instant.parse("2026-03-05T09:30:00Z")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "Maria Lopez: +34 600 555 012 | maria lopez | phone",
                "You can reach our lawyer Eva Koch at eva@koch.example. | eva koch | email",
                "My new phone number is 0151 5550 1234. | anna | phone",
                "My work email is anna@work.example | anna | work email",
                "Tom's number is 0664 5550 123. | - | -",
                "Maria Lopez, maria@lopez.example, +34 600 555 012 | - | -",
                "Maria Lopez has another number: +34 600 555 013 | - | -",
                "Oliver Brandt is our new account manager. | - | -",
                "Our dentist is Dr. Huber. | - | -"
            })
    void readsContacts(String content, @Nullable String subject, @Nullable String attribute) {
        ExtractedMemory memory = Talk.only(content);

        assertThat(memory.type()).isEqualTo(MemoryType.CONTACT);
        assertThat(memory.fact()).isEqualTo(fact(subject, attribute));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Order 48213000 shipped 2026-03-04.",
                "Error 0664 5550 at 12:30:11",
                "Serial number 0123456789",
                "Is maria@lopez.example right?",
                "New York is the best city.",
                "He said Eva Koch is at eva@koch.example"
            })
    void takesNoOtherNumbersForContacts(String content) {
        assertThat(Talk.types(content)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "I live in Graz. | anna | home town",
                "We live in San Francisco now! | anna | home town",
                "I've just moved to Linux! | - | -",
                "I've started at Nordbank. | anna | employer",
                "I work for Nordbank now. | anna | employer",
                "My birthday is 14 October. | anna | birthday",
                "My favorite dessert is the lava cake. | anna | favourite dessert",
                "My husband's name is Karim. | anna's husband | name",
                "My daughter's name is Mila. | - | -",
                "I live in a small flat. | - | -",
                "I live in Graz and work at Nordbank. | - | -",
                "I'm allergic to bees. | - | -",
                "I prefer window seats. | - | -",
                "I'm vegetarian. | - | -",
                "My son is allergic to nuts, please tell the nurse. | - | -",
                "I work at Nordbank and Südbank. | - | -",
                "I don't eat meat. | - | -"
            })
    void readsOwnFacts(String content, @Nullable String subject, @Nullable String attribute) {
        ExtractedMemory memory = Talk.only(content);

        assertThat(memory.type()).isEqualTo(MemoryType.NOTE);
        assertThat(memory.fact()).isEqualTo(fact(subject, attribute));
    }

    @Test
    void keepsTheRestOfASentenceApartFromWhatMayBeReplaced() {
        assertThat(Talk.anna("I live in Oslo, and I'm allergic to nuts."))
                .extracting(ExtractedMemory::content)
                .containsExactly("Anna: I live in Oslo", "Anna: I'm allergic to nuts.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I'm not allergic to nuts.",
                "If I lived in Paris, I'd be happy.",
                "Do I live in Rome?",
                "He said 'I live in Rome'.",
                "She lives in Rome.",
                "I used to live in Rome.",
                "I don't live in Rome any more.",
                "I wish I lived in Rome.",
                "I live in fear.",
                "I'm starving.",
                "I'd prefer not to.",
                "I like your idea.",
                "My favourite one is in it.",
                "My favourite colour is not green.",
                "My birthday is a disaster.",
                "My name is on the list.",
                "My address is the same as before.",
                "I prefer the first one.",
                "I'm vegan, said nobody ever."
            })
    void takesNothingElseForOwnFacts(String content) {
        assertThat(Talk.types(content)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Remember that the key is under the pot.",
                "Please note that the office is closed.",
                "Don't forget the charger.",
                "Keep in mind that I'm colour blind."
            })
    void keepsWhatIsToBeRemembered(String content) {
        ExtractedMemory memory = Talk.only(content);

        assertThat(memory.type()).isEqualTo(MemoryType.NOTE);
        assertThat(memory.content()).isEqualTo("Anna: " + content);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Do you remember that day?", "Remember when we got lost?", "I remember that day."})
    void takesNoMemoriesOfThePastForIt(String content) {
        assertThat(Talk.types(content)).isEmpty();
    }

    private static @Nullable Fact fact(@Nullable String subject, @Nullable String attribute) {
        return subject == null || attribute == null ? null : new Fact(subject, attribute);
    }
}
