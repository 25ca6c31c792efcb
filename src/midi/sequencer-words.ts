/**
 * Table: words that sequencers of a country write into files by themselves, by the encoding of that country. A name of two
 * letters is too short for a detector of encodings; where it is one of these words in one encoding, it is no chance.
 */
export const sequencerWords: Readonly<Record<string, readonly string[]>> = {
  gb18030: words(
    "音轨 轨道 主音轨 音频 节拍 速度 未命名 无标题 标题 歌曲 旋律 主旋律 和弦 和声 伴奏 钢琴 电钢琴 风琴 吉他 电吉他 木吉他 贝斯 贝司 低音 弦乐 提琴 小提琴 大提琴 长笛 笛子 二胡 古筝 琵琶 萨克斯 小号 鼓 架子鼓 爵士鼓 鼓组 打击 打击乐 人声 合唱 歌词",
  ),
  big5: words(
    "音軌 軌道 節拍 速度 未命名 無標題 標題 歌曲 旋律 主旋律 和弦 和聲 伴奏 鋼琴 電鋼琴 風琴 吉他 電吉他 貝斯 低音 弦樂 提琴 小提琴 大提琴 長笛 笛子 二胡 古箏 琵琶 鼓 爵士鼓 打擊 打擊樂 人聲 合唱 歌詞",
  ),
  "euc-kr": words(
    "트랙 새트랙 새 제목 없음 제목없음 무제 이름 이름없음 노래 곡 멜로디 반주 화음 코드 피아노 전자피아노 오르간 기타 통기타 일렉기타 베이스 스트링 현악 바이올린 첼로 플루트 색소폰 트럼펫 드럼 타악기 퍼커션 보컬 합창 가사 템포",
  ),
  shift_jis: words("無題 曲名 題名 旋律 主旋律 伴奏 和音 歌 歌詞 歌唱 打楽器 弦 弦楽 名称未設定 新規 拍子 左手 右手"),
  "windows-1251": words(
    "Дорожка Трек Темп Мелодия Бас Гитара Пианино Рояль Ударные Барабаны Голос Скрипка Струнные Орган Флейта Аккорды Соло Название Имени Без названия имени",
  ),
};

function words(list: string): readonly string[] {
  return list.split(" ");
}
