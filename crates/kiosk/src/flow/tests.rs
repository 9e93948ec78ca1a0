//! The pages as stories: what the person presses, what the work says, what is shown and told.

use super::*;
use crate::event::TipsEvent;
use crate::screen::{Ring, Waiting};
use liveface_session::light::{Light, Part};
use liveface_session::{Action, Level, Prompt};

const RED: Light = Light { colour: [255, 0, 0], part: Part::Left };

fn rules() -> Rules {
    Rules {
        guide: true,
        light: false,
        free_of_light: true,
        privacy: Privacy::Deleted,
        attempts: 2,
        error_pages: true,
        focus_matters: true,
        result_stays: None,
        prepare_countdown: None,
        check_countdown: Some(Duration::from_secs(10)),
    }
}

/// A flow and the clock beside it.
struct Story {
    flow: Flow,
    now: Duration,
}

impl Story {
    fn new(rules: Rules) -> Self {
        Self { flow: Flow::new(rules, Duration::ZERO), now: Duration::ZERO }
    }

    fn press(&mut self, press: Press) -> &mut Self {
        self.flow.handle_press(press, self.now);
        self
    }

    fn update(&mut self, update: Update) -> &mut Self {
        self.flow.handle_update(update, self.now);
        self
    }

    fn wait(&mut self, ms: u64) -> &mut Self {
        self.now += Duration::from_millis(ms);
        self.flow.handle_time(self.now);
        self
    }

    fn screen(&self) -> Option<Screen> {
        self.flow.screen(self.now)
    }

    fn commands(&mut self) -> Vec<Command> {
        std::iter::from_fn(|| self.flow.poll_command()).collect()
    }

    /// What the app was told since the last time.
    fn told(&mut self) -> Vec<Event> {
        let event = |command| if let Command::Emit(event) = command { Some(event) } else { None };
        self.commands().into_iter().filter_map(event).collect()
    }

    /// To the camera's picture.
    fn running(rules: Rules) -> Self {
        let mut story = Self::new(rules);
        story.press(Press::Start).update(Update::CameraOpen { actions: 2 });
        story
    }
}

fn passed() -> Update {
    Update::Ended(Box::new(Ending::Passed {
        token: "t".into(),
        best_image: None,
        same: true,
        level: Level::Silent,
    }))
}

fn not_passed(insufficient: bool) -> Update {
    let failure = Failure { insufficient, ..Failure::new(FailureKind::LocalFailed, "no") };
    let (reason, remedy) = ("reason-still", "remedy-still");
    Update::Ended(Box::new(Ending::Failed { failure, reason, remedy }))
}

fn codes(events: &[Event]) -> Vec<i64> {
    events
        .iter()
        .filter_map(|event| if let Event::Failure(failure) = event { Some(failure.code) } else { None })
        .collect()
}

#[test]
fn a_person_starts_passes_and_closes() {
    let mut story = Story::new(rules());
    assert_eq!(story.screen(), Some(Screen::Guide(Guide { privacy: Privacy::Deleted })));
    story.press(Press::Start);
    assert_eq!(story.screen(), Some(Screen::Waiting(Waiting::Camera)));
    story.update(Update::CameraOpen { actions: 0 }).update(Update::Tips(TipsEvent::NoFace));
    story.update(Update::Prompt(Prompt::HoldStill)).update(passed());
    let Some(Screen::Outcome(outcome)) = story.screen() else { panic!("{:?}", story.screen()) };
    assert_eq!(
        (outcome.kind, outcome.reason.key, outcome.retry),
        (OutcomeKind::Passed, "result-pass-same", false)
    );
    story.press(Press::Close);
    assert_eq!(story.screen(), None);
    let told = story.told();
    let success = AuthResult { token: "t".into(), best_image: None, level: Level::Silent };
    let expected = [
        Event::MainViewCreate,
        Event::Auth(AuthEvent::StartAuth),
        Event::Tips(TipsEvent::NoFace),
        Event::Auth(AuthEvent::SilenceCheck),
        Event::Auth(AuthEvent::None),
        Event::Success(success),
        Event::MainViewDestroy,
    ];
    assert_eq!(told, expected);
}

#[test]
fn attempts_end_and_the_app_hears_of_the_last_one_only() {
    let mut story = Story::running(rules());
    story.update(not_passed(false));
    let Some(Screen::Outcome(first)) = story.screen() else { panic!() };
    assert_eq!((first.kind, first.attempts_left, first.retry), (OutcomeKind::Failed, Some(1), true));
    assert!(codes(&story.told()).is_empty());
    story.press(Press::Retry).update(Update::CameraOpen { actions: 0 }).update(not_passed(true));
    let Some(Screen::Outcome(last)) = story.screen() else { panic!() };
    assert_eq!((last.kind, last.attempts_left, last.retry), (OutcomeKind::Insufficient, Some(0), false));
    assert_eq!(codes(&story.told()), [217]);
    story.press(Press::Retry);
    assert!(matches!(story.screen(), Some(Screen::Outcome(_))), "there is no third attempt");
    story.press(Press::Close);
    assert!(codes(&story.told()).is_empty(), "told once");
}

#[test]
fn who_gives_up_after_a_failure_leaves_that_failure() {
    let mut story = Story::running(rules());
    story.update(not_passed(false)).press(Press::Close);
    assert_eq!(codes(&story.told()), [217]);
}

#[test]
fn cancelling_stops_the_work_at_once() {
    let mut story = Story::running(rules());
    story.commands();
    story.press(Press::Cancel);
    let stopped = [Command::Stop, Command::Emit(Event::Auth(AuthEvent::None))];
    assert_eq!(story.commands(), stopped, "no failure is told while the person may try again");
    let Some(Screen::Broken(page)) = story.screen() else { panic!() };
    assert_eq!((page.title.key, page.retry), ("error-cancelled", true));
    story.update(passed());
    assert!(matches!(story.screen(), Some(Screen::Broken(_))), "what comes late is not heard");
    story.press(Press::Cancel);
    assert_eq!((codes(&story.told()), story.screen()), (vec![212], None));
}

#[test]
fn cancelling_on_the_first_page_closes() {
    let mut story = Story::new(rules());
    story.press(Press::Cancel);
    assert_eq!((codes(&story.told()), story.screen()), (vec![212], None));
}

#[test]
fn losing_the_focus_matters_during_the_check_only() {
    let mut story = Story::new(Rules { attempts: 1, ..rules() });
    story.flow.handle_focus(false, Duration::ZERO);
    assert!(matches!(story.screen(), Some(Screen::Guide(_))));
    story.press(Press::Start).update(Update::CameraOpen { actions: 0 });
    story.flow.handle_focus(false, Duration::ZERO);
    assert_eq!(codes(&story.told()), [214]);
    let mut free = Story::running(Rules { focus_matters: false, ..rules() });
    free.flow.handle_focus(false, Duration::ZERO);
    assert!(matches!(free.screen(), Some(Screen::Session(_))));
}

#[test]
fn light_is_agreed_to_before_the_camera_opens_and_once() {
    let mut story = Story::new(Rules { light: true, ..rules() });
    story.press(Press::Start);
    assert_eq!(story.screen(), Some(Screen::Consent(Consent { free: true })));
    assert!(!story.commands().iter().any(|command| matches!(command, Command::Begin { .. })));
    story.press(Press::Agree);
    assert!(story.commands().contains(&Command::Begin { light: true }));
    story.update(Update::CameraOpen { actions: 0 }).update(not_passed(false)).press(Press::Retry);
    assert!(story.commands().contains(&Command::Begin { light: true }));

    let mut free = Story::new(Rules { light: true, guide: false, ..rules() });
    assert!(matches!(free.screen(), Some(Screen::Consent(_))), "no guide page skips it");
    free.press(Press::WithoutLight);
    assert!(free.commands().contains(&Command::Begin { light: false }));
    free.update(Update::CameraOpen { actions: 0 }).update(not_passed(false)).press(Press::Retry);
    assert!(matches!(free.screen(), Some(Screen::Consent(_))), "who declined is asked again, not flashed at");
}

#[test]
fn who_stopped_the_light_is_asked_again_before_there_is_more_of_it() {
    let mut story = Story::new(Rules { light: true, ..rules() });
    story.press(Press::Start).press(Press::Agree).update(Update::CameraOpen { actions: 0 });
    story.update(Update::Prompt(Prompt::WatchLight)).update(Update::ShowLight(RED)).press(Press::Cancel);
    story.commands();
    story.press(Press::Retry);
    assert!(matches!(story.screen(), Some(Screen::Consent(_))));
    assert!(!story.commands().iter().any(|command| matches!(command, Command::Begin { .. })));
}

#[test]
fn light_that_somebody_else_asks_for_cannot_be_declined() {
    let mut story = Story::new(Rules { light: true, free_of_light: false, ..rules() });
    story.press(Press::Start);
    assert_eq!(story.screen(), Some(Screen::Consent(Consent { free: false })));
    story.press(Press::WithoutLight);
    assert_eq!(story.screen(), Some(Screen::Consent(Consent { free: false })));
}

#[test]
fn a_light_that_is_asked_for_twice_is_to_be_reported_twice() {
    let mut story = Story::running(rules());
    assert_eq!(story.flow.light(), None);
    story.update(Update::Prompt(Prompt::WatchLight)).update(Update::ShowLight(Light::GUARD));
    let first = story.flow.light().unwrap();
    story.update(Update::ShowLight(Light::GUARD));
    let second = story.flow.light().unwrap();
    assert!(first.0 == second.0 && first != second);
    story.update(Update::Prompt(Prompt::Position)).update(Update::ShowLight(RED));
    assert_eq!(story.flow.light(), None, "a colour is not shown before the person is asked to watch");
}

#[test]
fn after_a_pause_the_page_stays_grey_until_the_light_goes_on() {
    let mut story = Story::running(rules());
    story.update(Update::Prompt(Prompt::WatchLight)).update(Update::ShowLight(RED));
    story.update(Update::ShowLight(Light::GUARD)).update(Update::Prompt(Prompt::Position));
    for prompt in [Prompt::Position, Prompt::Do(Action::Nod), Prompt::HoldStill] {
        story.update(Update::Prompt(prompt));
        let Some(Screen::Session(page)) = story.screen() else { panic!("{:?}", story.screen()) };
        assert!(page.between_colours, "{prompt:?}");
    }
}

#[test]
fn a_failure_names_the_session_that_was_under_way() {
    let mut story = Story::running(Rules { attempts: 1, ..rules() });
    story.update(Update::Named("session-token".into())).press(Press::Cancel);
    let told = story.told();
    let named = |event: &Event| matches!(event, Event::Failure(failure) if failure.token.as_deref() == Some("session-token"));
    assert!(told.iter().any(named), "{told:?}");
    assert!(!format!("{told:?}").contains("session-token"));
    let Some(Screen::Broken(page)) = story.screen() else { panic!() };
    assert_eq!(
        (page.remedy.key, page.attempts_gone),
        ("attempts-none", false),
        "and not that it can start again"
    );
}

#[test]
fn light_fills_the_window_and_pauses_on_grey_when_the_face_leaves() {
    let mut story = Story::running(rules());
    story.update(Update::Prompt(Prompt::WatchLight)).update(Update::ShowLight(RED));
    assert_eq!(story.screen(), Some(Screen::Light(RED)));
    // Whichever of the two comes first.
    for order in [true, false] {
        let mut left = Story::running(rules());
        left.update(Update::Prompt(Prompt::WatchLight)).update(Update::ShowLight(RED));
        let pause = [Update::ShowLight(Light::GUARD), Update::Prompt(Prompt::Position)];
        let [first, second] = if order {
            pause
        } else {
            let [a, b] = pause;
            [b, a]
        };
        left.update(first).update(second);
        let Some(Screen::Session(page)) = left.screen() else { panic!("{:?}", left.screen()) };
        assert!(page.between_colours && page.instruction.key == "prompt-position");
    }
}

#[test]
fn actions_are_asked_for_one_at_a_time_with_their_time() {
    let mut story = Story::running(rules());
    story.update(Update::Seen { hint: None, someone: true });
    story.update(Update::Prompt(Prompt::Do(Action::Blink))).wait(3_000);
    let Some(Screen::Session(page)) = story.screen() else { panic!() };
    assert_eq!((page.instruction.key, page.step, page.ring), ("prompt-blink", Some((1, 2)), Ring::Right));
    let countdown = page.countdown.unwrap();
    assert_eq!((countdown.left.as_secs(), countdown.of.as_secs()), (7, 10));
    story.update(Update::Prompt(Prompt::Do(Action::Nod)));
    let Some(Screen::Session(page)) = story.screen() else { panic!() };
    assert_eq!((page.instruction.key, page.step), ("prompt-nod", Some((2, 2))));
    assert_eq!(page.countdown.unwrap().left.as_secs(), 10);
    let spoken =
        |command: &Command| matches!(command, Command::Speak(message) if message.key == "prompt-nod");
    assert!(story.commands().iter().any(spoken));
}

#[test]
fn a_hint_and_the_ring_say_what_to_mend() {
    let mut story = Story::running(rules());
    let Some(Screen::Session(page)) = story.screen() else { panic!() };
    assert_eq!((page.ring, page.hint), (Ring::Searching, None));
    for _ in 0..10 {
        story.wait(40).update(Update::Seen { hint: Some("hint-closer"), someone: true });
    }
    let Some(Screen::Session(page)) = story.screen() else { panic!() };
    assert_eq!((page.ring, page.hint), (Ring::Wrong, Some(Message::from("hint-closer"))));
}

#[test]
fn without_error_pages_the_window_closes_at_once() {
    for end in [not_passed(false), Update::Broken(Failure::new(FailureKind::Network, "gone"))] {
        let mut story = Story::running(Rules { error_pages: false, ..rules() });
        story.commands();
        story.update(end);
        assert_eq!(story.screen(), None);
        assert_eq!(codes(&story.told()).len(), 1);
    }
}

#[test]
fn the_last_page_goes_by_itself_where_that_is_set() {
    let mut story = Story::running(Rules { result_stays: Some(Duration::from_secs(3)), ..rules() });
    story.update(passed()).wait(2_900);
    assert!(matches!(story.screen(), Some(Screen::Outcome(_))));
    assert_eq!(story.flow.rest(story.now), Some(Duration::from_millis(100)));
    story.wait(100);
    assert_eq!(story.screen(), None);
}

#[test]
fn what_no_second_try_can_mend_offers_none() {
    let mut story = Story::running(rules());
    story.update(Update::Broken(Failure::new(FailureKind::Models, "missing")));
    let Some(Screen::Broken(page)) = story.screen() else { panic!() };
    assert!(!page.retry);
    assert_eq!(codes(&story.told()), [211]);
}

#[test]
fn controls_of_the_layout_are_told_on_every_page() {
    let mut story = Story::new(rules());
    story.press(Press::Control("help".into()));
    assert!(story.told().contains(&Event::Control("help".into())));
}
