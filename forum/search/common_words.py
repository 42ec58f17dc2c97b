"""The commonest small words of both languages; never dropped from a search, only not marked."""

GERMAN = frozenset(
    "aber als am an auch auf aus bei beim bis bitte da damit danke dann das dass dem den der des "
    "die diese diesem diesen dieser dieses doch du durch ein eine einem einen einer eines er es "
    "etwas euch für gegen geht gibt habe haben hallo hat hatte hier ich ihm ihn ihnen ihr ihre "
    "ihrem ihren ihrer im immer in ist ja jetzt kann kein keine keinen können man mehr mein meine "
    "meinem meinen meiner mich mir mit muss nach nicht noch nun nur ob oder ohne schon sehr sein "
    "seine seit sich sie sind so soll über um und uns unser unsere unter vom von vor war waren "
    "warum was wegen weil welche welcher welches wenn wer werden wie wieder wir wird wo worden "
    "wurde wurden zu zum zur".split()
)
ENGLISH = frozenset(
    "a about after all also am an and any are as at be because been before but by can could did "
    "do does doing for from get had has have having he hello her here hers him his how i if in "
    "into is it its just me more most my no nor not now of off on only or our out over own please "
    "same she should so some such than thank thanks that the their them then there these they "
    "this those through to too under until up us very was we were what when where which while who "
    "whom why will with would you your".split()
)
SHARED = GERMAN & ENGLISH
ALL = GERMAN | ENGLISH
