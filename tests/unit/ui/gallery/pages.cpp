#include "tests/unit/ui/gallery/pages.hpp"

#include <algorithm>
#include <cmath>

#include "ui/widgets.hpp"

namespace yitang::ui::gallery {

namespace {

PageFrame frame(Ui& ui, const Words& t, const std::string& title, const std::string& subtitle = {}) {
  PageFrameSpec spec;
  spec.product_name = t("便民服务终端", "Citizen Services");
  spec.place_name = t("青石镇便民服务中心", "Qingshi Town Service Centre");
  spec.clock = "10:24";
  spec.date = t("3月12日", "12 Mar");
  spec.language_label = t("English", "中文");
  spec.look_label = t("大字", "Look");
  spec.look_changed = ui.theme().elder();
  spec.sound_label = t("朗读", "Sound");
  spec.back_label = t("返回", "Back");
  spec.home_label = t("首页", "Home");
  spec.call_staff_label = t("呼叫帮办", "Call staff");
  spec.title = title;
  spec.subtitle = subtitle;
  return page_frame(ui, spec);
}

void home(Ui& ui, const Words& t) {
  Rect content = frame(ui, t, t("您好，想办什么事？", "Hello. What would you like to do?"),
                       t("点一下图标，或者搜索", "Tap a picture, or search"))
                     .content;
  const Theme& theme = ui.theme();
  TextFieldSpec search;
  search.id = "search";
  search.placeholder = t("输入事项名称、拼音或首字母", "Type a name");
  search.icon = Icon::Search;
  text_field(ui, content.cut_top(text_field_height(ui, content.w, search), theme.space().l), search);
  const std::vector<Rect> ways = content.cut_top(theme.mm(32), theme.space().l).columns(2, theme.space().m);
  tile(ui, ways[0],
       {.id = "way.life",
        .title = t("人生大事", "Life events"),
        .subtitle = t("出生 上学 结婚 退休", "Birth to pension"),
        .icon = Icon::Family,
        .accent = Accent::Blue,
        .filled = true,
        .horizontal = true});
  tile(ui, ways[1],
       {.id = "way.progress",
        .title = t("查进度", "My case"),
        .subtitle = t("扫回执或刷身份证", "Scan the receipt"),
        .icon = Icon::Search,
        .accent = Accent::Teal,
        .filled = true,
        .horizontal = true});
  struct Sample {
    const char *id, *zh, *en, *sub_zh, *sub_en;
    Icon icon;
    Accent accent;
  };
  const Sample samples[] = {
      {"fn.social", "社会保障", "Social security", "养老 医保 低保", "Pension, medical", Icon::Shield,
       Accent::Blue},
      {"fn.health", "卫生健康", "Health", "生育 计生", "Birth, care", Icon::MedicalCross, Accent::Red},
      {"fn.civil", "民政服务", "Civil affairs", "婚姻 救助", "Marriage, relief", Icon::Heart, Accent::Orange},
      {"fn.farm", "农业农村", "Farming", "补贴 宅基地", "Subsidies, land", Icon::Leaf, Accent::Green},
      {"fn.law", "法律服务", "Legal help", "调解 援助", "Mediation", Icon::Scales, Accent::Purple},
      {"fn.market", "市场准入", "Business", "开店 执照", "Licences", Icon::Shop, Accent::Gold},
      {"fn.veteran", "退役军人", "Veterans", "优待 登记", "Benefits", Icon::Medal, Accent::Red},
      {"fn.house", "住房建设", "Housing", "危房 公租房", "Repairs, rent", Icon::House, Accent::Teal},
      {"fn.grid", "网格上报", "Report", "随手拍", "Tell us", Icon::Megaphone, Accent::Slate},
  };
  const Rect area = content;
  const float cell = std::floor((area.h - 2 * theme.space().m) / 3);
  const auto cells = area.grid(9, 3, cell, theme.space().m);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const Sample& s = samples[i];
    tile(ui, cells[i],
         {.id = s.id,
          .title = t(s.zh, s.en),
          .subtitle = t(s.sub_zh, s.sub_en),
          .icon = s.icon,
          .accent = s.accent,
          .badge = i == 0 ? t("常办", "Top") : ""});
  }
}

void items(Ui& ui, const Words& t) {
  Rect content = frame(ui, t, t("社会保障", "Social security"),
                       t("共 12 个事项，选一个看看要带什么", "12 services. Choose one to see what to bring"))
                     .content;
  const Theme& theme = ui.theme();
  const std::vector<ChipSpec> filter = {{"f.all", t("全部", "All"), true},
                                        {"f.now", t("马上办", "At once"), false, Icon::Lightning},
                                        {"f.net", t("网上办", "Online"), false, Icon::Wifi},
                                        {"f.near", t("就近办", "Nearby"), false, Icon::PinNear},
                                        {"f.one", t("一次办", "In one go"), false, Icon::Route}};
  float used = 0;
  chips(ui, content, filter, &used);
  content.cut_top(used, theme.space().m);
  ScrollArea area(ui, content,
                  {.id = "items",
                   .label = t("事项", "Services"),
                   .more_label = theme.elder() ? t("下面还有", "More below") : ""});
  Rect column = area.content();
  for (int i = 0; i < 12; ++i) {
    ListRowSpec row;
    row.id = "item." + std::to_string(i);
    row.title = i % 3 == 0   ? t("城乡居民养老保险待遇申领", "Claim the residents' pension")
                : i % 3 == 1 ? t("特困人员救助供养申请", "Apply for support in extreme hardship")
                             : t("社会保障卡申领", "Apply for a social security card");
    row.subtitle = t("承诺 5 个工作日办结，不收费", "Done in 5 working days, free of charge");
    row.badges = {{t("一趟不用跑", "No trip"), Tone::Success, Icon::Home},
                  {t("免交材料 3 份", "3 papers not needed"), Tone::Info}};
    row.icon = i % 2 == 0 ? Icon::Coins : Icon::IdCard;
    row.accent = i % 2 == 0 ? Accent::Blue : Accent::Green;
    list_row(ui, column.cut_top(list_row_height(ui, column.w, row), theme.space().m), row);
  }
  area.end(column.y - area.content().y);
}

void form(Ui& ui, const Words& t) {
  Rect content = frame(ui, t, t("填写申请人信息", "About the applicant")).content;
  const Theme& theme = ui.theme();
  stepper(ui, content.cut_top(stepper_height(ui), theme.space().l),
          {2, 6, t("申请人信息", "Applicant"), t("第 2 步，共 6 步", "Step 2 of 6")});
  const Rect bar = action_bar(ui, content);
  const auto buttons = bar.columns(2, theme.space().m);
  button(ui, buttons[0], {.id = "later", .label = t("先存着", "Save for later"), .icon = Icon::Clock});
  button(ui, buttons[1],
         {.id = "next",
          .label = t("下一步", "Continue"),
          .kind = ButtonKind::Primary,
          .icon = Icon::Forward,
          .icon_right = true});
  ScrollArea area(ui, content, {.id = "form"});
  Rect column = area.content();
  const auto field = [&](TextFieldSpec spec) {
    text_field(ui, column.cut_top(text_field_height(ui, column.w, spec), theme.space().l), spec);
  };
  field({.id = "name",
         .label = t("姓名", "Name"),
         .value = "林𠮷安",
         .source_mark = t("来自身份证", "From the card"),
         .required = true});
  field({.id = "number",
         .label = t("身份证号码", "ID number"),
         .value = "990101********1234",
         .source_mark = t("来自身份证", "From the card")});
  field({.id = "phone",
         .label = t("手机号码", "Phone"),
         .value = "1380000",
         .error = t("手机号码应是 11 位数字，还差 4 位", "A phone number has 11 digits; 4 are missing"),
         .required = true,
         .focused = true});
  field({.id = "village",
         .label = t("所在村（社区）", "Village"),
         .placeholder = t("请选择", "Please choose"),
         .show_chevron = true});
  field({.id = "why",
         .label = t("申请理由", "Reason"),
         .value = t("本人年满六十周岁，按规定申请领取城乡居民基本养老保险待遇。",
                    "I have reached the age of sixty and apply for the residents' pension."),
         .hint = t("写不下可以到窗口说明", "You can also explain it at the counter"),
         .multiline = true,
         .lines = 3});
  ChoiceSpec pay{
      .id = "pay",
      .options = {{"pay.card", t("社会保障卡", "Social security card"), t("直接发到卡里", "Paid to the card"),
                   Icon::IdCard},
                  {"pay.bank", t("银行卡", "Bank card"), t("需要带卡", "Bring the card"), Icon::Coins}},
      .selected = 0,
      .columns = 2};
  choice(ui, column.cut_top(choice_height(ui, column.w, pay), theme.space().m), pay);
  CheckboxSpec consent{.id = "consent",
                       .label = t("我确认以上内容属实", "What I entered is true"),
                       .text = t("不实承诺会记入信用记录", "A false statement is recorded"),
                       .checked = true};
  checkbox(ui, column.cut_top(checkbox_height(ui, column.w, consent), theme.space().m), consent);
  area.end(column.y - area.content().y);
}

void guide(Ui& ui, const Words& t) {
  Rect content = frame(ui, t, t("城乡居民养老保险待遇申领", "Claim the residents' pension")).content;
  const Theme& theme = ui.theme();
  const std::vector<BadgeSpec> marks = {{t("一趟不用跑", "No trip needed"), Tone::Success, Icon::Home},
                                        {t("就近办", "Nearby"), Tone::Primary, Icon::PinNear},
                                        {t("不收费", "Free"), Tone::Neutral},
                                        {t("材料要补", "Papers missing"), Tone::Warning, Icon::Warning}};
  badges(ui, content.cut_top(badges_height(ui, content.w, marks), theme.space().l), marks);
  Rect bar = action_bar(ui, content);
  button(ui, bar.cut_right(bar.w * 0.6f, theme.space().m),
         {.id = "start",
          .label = t("开始办理", "Start"),
          .kind = ButtonKind::Primary,
          .icon = Icon::Forward,
          .icon_right = true,
          .sub_label = t("大约 6 分钟", "About 6 minutes")});
  button(ui, bar, {.id = "print", .label = t("打印指南", "Print guide"), .icon = Icon::Printer});
  ScrollArea area(ui, content, {.id = "guide"});
  Rect column = area.content();
  const std::vector<KeyValue> facts = {
      {t("谁能办", "Who"),
       t("年满 60 周岁、累计缴费满 15 年、未领取国家规定的基本养老保障待遇的城乡居民",
         "Residents of 60 or more who have paid for 15 years"),
       Icon::Person},
      {t("多久办好", "How long"), t("5 个工作日（法定 30 个工作日）", "5 working days (legal limit 30)"),
       Icon::Clock, Tone::Success, true},
      {t("收费", "Fee"), t("不收费", "None"), Icon::Coins},
      {t("咨询", "Ask"), "0000-1234567", Icon::Phone}};
  const float pad = 2 * card_padding(ui);
  Rect inner = card(ui, column.cut_top(key_values_height(ui, column.w - pad, facts) + pad, theme.space().l));
  key_values(ui, inner, facts);
  const std::vector<TimelineStep> steps = {
      {t("在本机提交", "Hand in here"), t("您", "You"), t("今天", "today"), TimelineStep::State::Done},
      {t("镇便民中心受理", "Town centre accepts"), t("青石镇", "Qingshi Town"), t("1 个工作日", "1 day"),
       TimelineStep::State::Current},
      {t("县人社局审核", "County office checks"),
       t("县人力资源和社会保障局", "County social security office"), t("3 个工作日", "3 days")},
      {t("发放待遇", "Payment"), t("次月 10 日前到账", "By the 10th of next month"), {}}};
  inner = card(ui, column.cut_top(timeline_height(ui, column.w - pad, steps) + pad, theme.space().l));
  timeline(ui, inner, steps);
  for (const BannerSpec& spec :
       {BannerSpec{.tone = Tone::Warning,
       .title = t("还差一份材料", "One paper is missing"),
       .text = t("请带银行卡复印件，或改用社会保障卡收款。", "Bring a copy of the bank card.")},
        BannerSpec{.tone = Tone::Success, .title = t("三份材料不用交", "Three papers are not needed")}}) {
    banner(ui, column.cut_top(banner_height(ui, column.w, spec), theme.space().m), spec);
  }
  const TableSpec list{
      .columns = {{t("材料", "Paper"), 3}, {t("从哪来", "From"), 2}, {t("份数", "No."), 1, Align::Right}},
      .rows = {{t("居民身份证", "ID card"), t("刷卡读取", "Read here"), "1"},
               {t("户口簿", "Household book"), t("数据共享", "Shared data"), "1"}}};
  table(ui, column.cut_top(table_height(ui, column.w, list), theme.space().m), list);
  area.end(column.y - area.content().y);
}

QrMatrix sample_code() {
  QrMatrix code{25, {}};
  for (int y = 0; y < 25; ++y) {
    for (int x = 0; x < 25; ++x) {
      const auto finder = [&](int cx, int cy) { return std::max(std::abs(x - cx), std::abs(y - cy)); };
      const int d = std::min({finder(3, 3), finder(21, 3), finder(3, 21)});
      code.dark.push_back(d <= 4 ? d != 2 && d != 4 : (x * 7 + y * 11 + x * y) % 3 == 0);
    }
  }
  return code;
}

void done(Ui& ui, const Words& t) {
  Rect content = frame(ui, t, {}).content;
  const Theme& theme = ui.theme();
  const ResultHeroSpec hero{
      .title = t("已受理，编号已打印", "Received, receipt printed"),
      .text = t("最迟 3 月 19 日办好，届时短信通知您", "Done by 19 March; you will get a message")};
  content.cut_top(result_hero(ui, content, hero), theme.space().l);
  const Rect bar = action_bar(ui, content);
  button(ui, bar,
         {.id = "finish", .label = t("完成", "Finish"), .kind = ButtonKind::Primary, .icon = Icon::Check});
  Rect paper = paper_slip(ui, content.cut_top(theme.mm(82), theme.space().xl));
  qr_code(ui, paper.cut_right(theme.mm(58), theme.space().m), sample_code(), t("回执二维码", "Receipt code"));
  TextSpec number;
  number.text = "A-0317";
  number.style = TextStyle::Number;
  paper.cut_top(text(ui, paper, number), theme.space().s);
  text(ui, paper,
       {.text = t("把这张小票收好，凭它查进度、取结果。", "Keep this slip to ask about your case."),
        .style = TextStyle::Body});
  text(ui, content.cut_top(theme.text(TextStyle::Heading).line_height_px, theme.space().m),
       {.text = t("今天的服务怎么样？", "How was it today?"),
        .style = TextStyle::Heading,
        .align = Align::Center,
        .heading = true});
  rating(ui, content.cut_top(rating_height(ui), theme.space().l),
         {.id = "rate",
          .labels = {t("非常不满意", "Very bad"), t("不满意", "Bad"), t("基本满意", "Fair"),
                     t("满意", "Good"), t("非常满意", "Very good")},
          .selected = 5});
  Rect row = content.cut_top(theme.mm(24));
  countdown_ring(ui, row.cut_left(theme.mm(24), theme.space().m),
                 {.seconds_left = 21, .seconds_total = 30, .label = t("剩余时间", "Time left")});
  spinner(ui, row.cut_left(theme.mm(24), theme.space().m), false, t("请稍候", "Please wait"));
  spinner(ui, row.cut_left(theme.mm(24), theme.space().m), true, t("请稍候", "Please wait"));
  segments(ui, row.centered(row.w, theme.mm(16)),
           {.id = "size", .labels = {t("标准", "Normal"), t("大字", "Large")}, .selected = 1});
}

void sign(Ui& ui, const Words& t) {
  Rect content = frame(ui, t, t("请签名", "Please sign"),
                       t("请用手指在框内写您的名字", "Write your name in the box with a finger"))
                     .content;
  const Theme& theme = ui.theme();
  const auto buttons = action_bar(ui, content).columns(2, theme.space().m);
  button(ui, buttons[0], {.id = "again", .label = t("重写", "Again"), .icon = Icon::Retry});
  button(ui, buttons[1],
         {.id = "submit",
          .label = t("提交", "Submit"),
          .kind = ButtonKind::Primary,
          .enabled = false,
          .disabled_reason = t("请先签名", "Sign first")});
  Ink ink;
  ink.strokes.resize(2);
  for (int i = 0; i < 60; ++i) {
    const float s = static_cast<float>(i) / 60;
    ink.strokes[0].push_back({0.15f + 0.3f * s, 0.5f + 0.25f * std::sin(s * 14), s});
    ink.strokes[1].push_back({0.55f + 0.3f * s, 0.45f + 0.2f * std::cos(s * 11) * s, s});
  }
  signature_pad(ui, content.cut_top(theme.mm(90), theme.space().l), ink,
                {.id = "pad", .label = t("签名", "Signature")});
  const auto pictures = content.cut_top(theme.mm(72), theme.space().m).columns(4, theme.space().m);
  illustration(ui, pictures[0], Illustration::CardOnReader, t("把身份证放在读卡器上", "Card on reader"));
  illustration(ui, pictures[1], Illustration::TakeReceipt, t("取走小票", "Take the slip"));
  illustration(ui, pictures[2], Illustration::PaperUnderCamera, t("放在镜头下", "Under the camera"));
  illustration(ui, pictures[3], Illustration::ScanCode, t("扫码", "Scan"));
  const float side = theme.icon_small();
  float x = content.x, y = content.y;
  for (int i = 1; i < static_cast<int>(Icon::Count); ++i) {
    icon(ui, {x, y, side, side}, static_cast<Icon>(i), side, theme.colors().text);
    x += side * 1.6f;
    if (x + side > content.right()) {
      x = content.x;
      y += side * 1.5f;
    }
  }
}

void dialog(Ui& ui, const Words& t) {
  home(ui, t);
  const Theme& theme = ui.theme();
  Dialog box(ui, {.id = "still-there",
                  .title = t("您还在吗？", "Are you still there?"),
                  .text = t("20 秒后将退出并清除您填写的内容。",
                            "In 20 seconds this page closes and what you entered is wiped."),
                  .icon = Icon::Clock,
                  .tone = Tone::Warning,
                  .content_height = theme.mm(34),
                  .button_rows = 2});
  countdown_ring(ui, box.content(),
                 {.seconds_left = 20, .seconds_total = 30, .label = t("剩余时间", "Time left")});
  const auto rows = box.buttons().rows(2, theme.space().m);
  button(ui, rows[0], {.id = "stay", .label = t("继续办理", "Continue"), .kind = ButtonKind::Primary});
  button(ui, rows[1], {.id = "leave", .label = t("退出", "Leave"), .kind = ButtonKind::Quiet});
}

}  // namespace

std::vector<Page> pages() {
  return {{"home", home}, {"items", items}, {"form", form},    {"guide", guide},
          {"done", done}, {"sign", sign},   {"dialog", dialog}};
}

}  // namespace yitang::ui::gallery
