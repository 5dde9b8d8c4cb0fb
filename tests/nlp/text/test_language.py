import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.text.language import guess_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Bitcoin fell below the level that the bulls had defended for a week.", "en"),
        ("BTC $60K", "en"),
        ("", "en"),
        ("Der Kurs von Bitcoin ist nach der Sitzung der Notenbank auf den tiefsten Stand des Jahres gefallen.", "de"),
        ("El precio de bitcoin ha caído por debajo de los niveles que los analistas esperaban para el mes.", "es"),
        ("Le cours du bitcoin est tombé sous les niveaux que les analystes attendaient pour le mois.", "fr"),
        ("O preço do bitcoin não está mais acima da média, mas os analistas dizem que é uma pausa.", "pt"),
        ("比特币价格周二跌破关键支撑位，市场情绪转为极度恐慌。", "zh"),
        ("ビットコインの価格は火曜日に急落しました。", "ja"),
        ("Биткоин упал ниже важного уровня поддержки.", "ru"),
        ("S1 4,060 S2 3,925 S3 3,790 / R1 4,215 R2 4,340 R3 4,480 / Pivot 4,130 / V 12,345 Z 3", "en"),
        ("S: $61,200, V: $58,000, Z: $55,100, K: 14, D: 22 (W, S and V are weekly)", "en"),
        ("Cena bitcoinu se dnes propadla na nejnižší úroveň od ledna, podle analytiků je to ale jen pauza.", "cs"),
        ("Kurs bitcoina nie jest już tak wysoki jak przed rokiem, ale to nie koniec, mówią analitycy.", "pl"),
        ("Bitcoin fiyatı salı günü düştü, yatırımcılar kararı bekliyor.", "tr"),
        ("Erdoğan's adviser Işık said that the lira is safe and that the bank will act.", "en"),
        ("São Paulo's exchange and Peña's fund bought it from Größe AG of Zürich.", "en"),
        ("비트코인 가격이 화요일에 급락했습니다", "ko"),
    ],
)
def test_language_is_recognised(text, language):
    assert guess_language(text) == language


@given(st.text())
def test_any_text_has_a_language(text):
    assert len(guess_language(text)) == 2
