"""The passwords of ten and more characters that are tried first; holds nothing else."""

# Folded: lower case, no spaces. Shorter ones are refused for their length anyway.
_WORDS = """
    1234567890 12345678910 123456789a 123456789q 1234567891 0123456789 0987654321 9876543210
    1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx3edc qazwsxedcrfv qwertyuiop qwertzuiop qwertzuiopü asdfghjkl;
    asdfghjklö yxcvbnm123 qwerty1234 qwerty12345 qwerty123456 qwertz1234 qwertz12345 qwerty1234567
    password12 password123 password1234 password12345 password123! password1! p@ssword123
    p@ssw0rd123 passw0rd123 mypassword mypassword1 thepassword password2024 password2025
    password2026 passwort12 passwort123 passwort1234 passwort12345 passwort123! passwort2024
    passwort2025 passwort2026 meinpasswort geheim1234 geheim12345 hallo12345 hallohallo hallo123456
    schatz1234 ichliebedich iloveyou12 iloveyou123 iloveyou1234 iloveyou1! liebling123 sommer2024
    sommer2025 sommer2026 winter2024 winter2025 winter2026 summer2024 summer2025 summer2026
    winter2023 autumn2025 frühling2026 herbst2025 weihnachten deutschland germany123 berlin1234
    fussball123 football123 footballer baseball123 basketball michael123 superman123 spiderman1
    letmein123 letmein1234 welcome123 welcome1234 welcome2024 welcome2025 willkommen willkommen1
    willkommen123 changeme123 changeme1234 change_me123 administrator admin12345 admin123456
    adminadmin admin1234567 rootroot12 test123456 test1234567 testtest12 testtest123 abcd123456
    abcdefghij abcdefghijk abc1234567 abc123456789 a123456789 aa12345678 a1b2c3d4e5 zaq12wsxcde
    q1w2e3r4t5 q1w2e3r4t5y6 monkey1234 dragon1234 princess123 sunshine123 shadow1234 master1234
    starwars123 pokemon123 computer123 internet123 telefon123 telekom123 vodafone123 wartemarke
    wartemarke1 wartemarke123 correcthorsebatterystaple trustno1234 whatever123 samsung123
    iphone1234 googlegoogle facebook123 linkedin123 unknown123 1111122222 1122334455 1212121212
    1231231234 123123123123 147258369a 1029384756 5555555555 6666666666 7777777777 8888888888
    9999999999 0000000000 1111111111 2222222222 3333333333 4444444444 aaaaaaaaaa
"""
COMMON = frozenset(_WORDS.split())
