"""What Bedside says in Teams of its own accord."""

from bot.model import Verdict

VERDICT_MARKS = {Verdict.OK: "○", Verdict.REVISE: "▲", Verdict.BLOCK: "■"}
"""A shape for each verdict, so that colour is never the only sign."""

WELCOME = (
    "Hello. I am Bedside. Send me what you are about to say in public, and I tell you in a moment whether it "
    "can go out, what to change and why. Just type or paste the draft here. Only you see my answer; nothing "
    "is published, and you decide. Write 'help' to see what else I can do."
)
WELCOME_GROUP = (
    "Hello. I am Bedside. Mention me with a draft, and I review it. My answer goes to you alone, in our "
    "private chat."
)
CANNOT_READ = (
    "I can read words that you type or paste, and files (.txt, .md, .docx, .pdf) that you send me in our "
    "private chat. I cannot read pictures, other documents or cards. Nothing was recorded."
)
SOME_UNREAD = (
    "Something you sent along is not in this answer: I read .txt, .md, .docx and .pdf, five files at most, "
    "and no pictures."
)
NOT_FETCHED = "Your file could not be fetched. Nothing was recorded. Please paste the words into the message."
NO_WORDS_IN_IT = "Your file holds no words that I can read. Nothing was recorded. Please paste them."
TOO_LONG = "Your file is too long to be reviewed. Nothing was recorded. Please send it in parts."
NO_BUTTON = (
    "This button belongs to another version of Bedside. Nothing was recorded. Please send the draft again."
)
ANOTHER_COMES = "Another set comes in a moment, below."
ANSWER_COMES = "This is being read. The answer comes in a moment, below."
VERSION_COMES = "The new words are being read. What becomes of them comes in a moment, below."
AS_IT_WAS = "This card stays as it is."
NOT_RECORDED = "That could not be recorded. Please try again in a moment."
ON_ITS_WAY = (
    "Bedside is reading it. The answer comes in your private chat with Bedside. If none comes, please add "
    "Bedside to your own apps in Teams, then ask again."
)
NO_WORDS = "There are no words to read. Please type or paste them."

HOW_TO_RESPOND = (
    "Please write the public review behind it, as in: respond-review I waited three hours. Or open the '+' "
    "or '...' beside the box where you write, then Bedside, then 'Suggest a reply': there you can also say "
    "where it stands, how many stars it has and when it appeared, and have your own reply checked."
)

HELP = "\n".join(
    (
        "Send me a draft and I review it; no command is needed.",
        "",
        "review x: YOUR DRAFT - for an outlet: linkedin, x, instagram, facebook, press, website and others",
        "respond-review A PUBLIC REVIEW - who must know, and calm replies to choose from",
        "queue - what waits to be decided by you, or by others on what you sent",
        "presence - what people find of you; accounts, profile, todos and mine go with it",
        "where - where a draft should go, and how it would stand there",
        "start - what to write and how it may begin; ideas and pillars go with it",
        "subscribe monday 9:00 - a tip every week, here or in the channel where you write it",
        "unsubscribe - no more tips here",
        "digest - when the next one comes; digest preview shows it",
        "help - this",
        "",
        "On any message, open '...' and 'More actions' to have it reviewed. In a channel, mention me: my "
        "answer comes to you alone. Change your message and I review it anew; delete it and I forget it.",
    )
)
"""What Bedside can do here."""
